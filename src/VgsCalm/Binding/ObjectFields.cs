using System.Collections;
using System.Management.Automation;

namespace VgsCalm.Binding;

/// <summary>The fields of a hashtable or an object, as a person gives a nested value.</summary>
internal static class ObjectFields
{
    public static IEnumerable<KeyValuePair<string, string?>>? Read(PSObject? value)
    {
        if (value is null)
        {
            return null;
        }

        if (value.BaseObject is IDictionary fields)
        {
            return PipelineValue
                .ReadEntries(fields)
                .Select(f => new KeyValuePair<string, string?>(PipelineValue.NameOf(f), f.Value?.ToString()));
        }

        if (value.BaseObject is not string text)
        {
            return value.Properties.Select(p => new KeyValuePair<string, string?>(p.Name, p.Value?.ToString()));
        }

        // An empty cell of a CSV file is no value; text has no fields, and is reported as an unknown one.
        return string.IsNullOrWhiteSpace(text) ? null : [new KeyValuePair<string, string?>("(text)", text)];
    }
}
