using System.Collections;
using System.Management.Automation;

namespace VgsCalm.Binding;

/// <summary>The fields of a hashtable or an object, as a person gives a nested value.</summary>
internal static class ObjectFields
{
    /// <summary>The fields with their text.</summary>
    /// <param name="value">The hashtable or object; null where there is none.</param>
    /// <param name="target">What errors name.</param>
    /// <param name="id">The id of the error of a field that has no text, such as a secure string.</param>
    /// <exception cref="VgsApiException">A field has no text.</exception>
    public static IEnumerable<KeyValuePair<string, string?>>? Read(PSObject? value, string target, VgsErrorId id) =>
        ReadValues(value)
            ?.Select(field => new KeyValuePair<string, string?>(
                field.Key,
                PlainTextAttribute.FindTypeWithoutText(field.Value) is { } type
                    ? throw WithoutText(type, target, id)
                    : ElementText.Find(field.Value) ?? field.Value?.ToString()
            ))
            .ToArray();

    /// <summary>The fields as they were given.</summary>
    public static IEnumerable<KeyValuePair<string, object?>>? ReadValues(PSObject? value)
    {
        if (value is null)
        {
            return null;
        }

        if (value.BaseObject is IDictionary fields)
        {
            return PipelineValue
                .ReadEntries(fields)
                .Select(f => new KeyValuePair<string, object?>(PipelineValue.NameOf(f), f.Value));
        }

        // An empty cell of a CSV file is no value. What can have no fields is reported as an unknown one.
        return value.BaseObject is string text && string.IsNullOrWhiteSpace(text) ? null
            : FindTypeWithoutFields(value) is { } type ? [new KeyValuePair<string, object?>($"({type})", null)]
            : value.Properties.Select(p => new KeyValuePair<string, object?>(p.Name, p.Value));
    }

    /// <summary>The type of a text, a number, a list or the like, which has no fields; null for a blank text and anything else.</summary>
    public static string? FindTypeWithoutFields(object? value) =>
        PipelineValue.Unwrap(value) switch
        {
            string text when string.IsNullOrWhiteSpace(text) => null,
            var given and (string or ValueType or IList) => given.GetType().Name,
            _ => null,
        };

    private static VgsApiException WithoutText(string type, string target, VgsErrorId id) =>
        new(
            id,
            $"The billing address of {target} has a field that is a {type} and has no text that could be sent; nothing was sent.",
            target
        )
        {
            Code = "BillingAddress",
            RecommendedAction = PlainTextAttribute.Advice,
        };
}
