using System.Collections;
using System.Globalization;

namespace VgsCalm.Binding;

/// <summary>A hashtable as the names and values of a query or of headers; a list gives its name several times.</summary>
internal static class NameValuePairs
{
    /// <summary>A query: times in ISO 8601.</summary>
    public static KeyValuePair<string, string>[]? ReadQuery(IDictionary? given) =>
        Read(given, time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture));

    /// <summary>Headers: times as HTTP writes them (RFC 9110 §5.6.7).</summary>
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
                        Values(entry.Value, write)
                            .Select(value => new KeyValuePair<string, string>(PipelineValue.NameOf(entry), value))
                    ),
            ];

    private static IEnumerable<string> Values(object? value, Func<DateTimeOffset, string> write)
    {
        var plain = PipelineValue.Unwrap(value);
        if (plain is not string and IEnumerable several)
        {
            return several.Cast<object?>().SelectMany(item => Values(item, write));
        }

        return
        [
            plain switch
            {
                null => "",
                DateTime time => write(new DateTimeOffset(time)),
                DateTimeOffset time => write(time),
                bool yes => yes ? "true" : "false",
                IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                _ => plain.ToString() ?? "",
            },
        ];
    }
}
