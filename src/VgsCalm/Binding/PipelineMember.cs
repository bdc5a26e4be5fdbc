using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;

namespace VgsCalm.Binding;

/// <summary>Members of whatever a platform hands over: objects, hashtables, collections of names and values; names in any case.</summary>
internal static class PipelineMember
{
    /// <summary>The member's value without PowerShell's wrapping; null where there is none, or it cannot be read.</summary>
    public static object? Find(object container, string name)
    {
        switch (PipelineValue.Unwrap(container))
        {
            case NameValueCollection values:
                return values.GetValues(name);
            case IEnumerable pairs and not (string or IDictionary):
                return pairs
                    .Cast<object?>()
                    .Where(pair => pair is not null && IsNamed(Property(pair, "Key") ?? Property(pair, "Name"), name))
                    .Select(pair => Property(pair!, "Value"))
                    .FirstOrDefault();
            default:
                return FindEntry(container, name)?.Value;
        }
    }

    /// <summary>The entry of a dictionary, or the property of another object, without PowerShell's wrapping; null: there is none.</summary>
    public static DictionaryEntry? FindEntry(object container, string name)
    {
        if (PipelineValue.Unwrap(container) is IDictionary fields)
        {
            return PipelineValue
                .ReadEntries(fields)
                .Where(field => IsNamed(field.Key, name))
                .Select(field => (DictionaryEntry?)new(name, PipelineValue.UnwrapValue(field.Value)))
                .FirstOrDefault();
        }

        return PSObject.AsPSObject(container).Properties[name] is { } property ? new(name, ValueOf(property)) : null;
    }

    private static object? Property(object container, string name) =>
        PSObject.AsPSObject(container).Properties[name] is { } property ? ValueOf(property) : null;

    private static object? ValueOf(PSPropertyInfo property)
    {
        try
        {
            return PipelineValue.UnwrapValue(property.Value);
        }
        catch (GetValueException)
        {
            // A request that was answered already, for one, gives its body no more.
            return null;
        }
    }

    private static bool IsNamed(object? key, string name) =>
        string.Equals(PipelineValue.UnwrapValue(key)?.ToString(), name, StringComparison.OrdinalIgnoreCase);
}
