using System.Collections;
using System.Globalization;

namespace VgsCalm.Binding;

/// <summary>A hashtable as the names and values of a query or of headers; a list gives its name several times.</summary>
internal static class NameValuePairs
{
    public static KeyValuePair<string, string>[]? Read(IDictionary? given) =>
        given is null
            ? null
            :
            [
                .. given
                    .Cast<DictionaryEntry>()
                    .SelectMany(entry =>
                        Values(entry.Value)
                            .Select(value => new KeyValuePair<string, string>(PipelineValue.NameOf(entry), value))
                    ),
            ];

    private static IEnumerable<string> Values(object? value)
    {
        var plain = PipelineValue.Unwrap(value);
        if (plain is not string and IEnumerable several)
        {
            return several.Cast<object?>().SelectMany(Values);
        }

        return
        [
            plain switch
            {
                null => "",
                bool yes => yes ? "true" : "false",
                IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                _ => plain.ToString() ?? "",
            },
        ];
    }
}
