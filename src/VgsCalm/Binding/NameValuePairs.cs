using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Security;
using System.Xml;
using VgsCalm.Redaction;

namespace VgsCalm.Binding;

/// <summary>A hashtable as the names and values of a query or of headers; a list gives its name several times.</summary>
internal static class NameValuePairs
{
    /// <summary>A query: times in ISO 8601.</summary>
    /// <exception cref="VgsApiException">RequestInvalid: a value has no plain text.</exception>
    public static KeyValuePair<string, string>[]? ReadQuery(IDictionary? given) =>
        Read(given, time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture));

    /// <summary>Headers: times as HTTP writes them (RFC 9110 §5.6.7).</summary>
    /// <exception cref="VgsApiException">RequestInvalid: a value has no plain text.</exception>
    public static KeyValuePair<string, string>[]? ReadHeaders(IDictionary? given) =>
        Read(given, time => time.ToUniversalTime().ToString("r", CultureInfo.InvariantCulture));

    private static KeyValuePair<string, string>[]? Read(IDictionary? given, Func<DateTimeOffset, string> write) =>
        given is null
            ? null
            :
            [
                .. PipelineValue
                    .ReadEntries(given)
                    .SelectMany(entry =>
                        Values(PipelineValue.NameOf(entry), entry.Value, write)
                            .Select(value => new KeyValuePair<string, string>(PipelineValue.NameOf(entry), value))
                    ),
            ];

    private static IEnumerable<string> Values(string name, object? value, Func<DateTimeOffset, string> write)
    {
        var plain = PipelineValue.Unwrap(value);
        if (plain is SecureString or PSCredential or IDictionary or PSCustomObject or XmlNode)
        {
            throw Unwritable(name, plain);
        }

        if (plain is not string and IEnumerable several)
        {
            return several.Cast<object?>().SelectMany(item => Values(name, item, write));
        }

        return
        [
            plain switch
            {
                null => "",
                DateTime time => write(new DateTimeOffset(time)),
                DateTimeOffset time => write(time),
                bool yes => yes ? "true" : "false",
                SwitchParameter on => on.IsPresent ? "true" : "false",
                IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                _ => plain.ToString() ?? "",
            },
        ];
    }

    private static VgsApiException Unwritable(string name, object value) =>
        new(
            VgsErrorId.RequestInvalid,
            $"The value of '{Redactor.MaskSensitive(name)}' is a {value.GetType().Name}, which is no plain value; nothing was sent.",
            Redactor.MaskSensitive(name)
        )
        {
            RecommendedAction =
                "Give text, a number, a date, a switch or a list of those; a secret only as text that you made of it.",
        };
}
