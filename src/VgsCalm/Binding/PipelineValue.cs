using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;

namespace VgsCalm.Binding;

/// <summary>A value as the engine hands it over: it may come in a wrapper of the engine's.</summary>
internal static class PipelineValue
{
    /// <summary>The value without its wrapper. An object that is nothing but properties has a PSCustomObject for its value.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    /// <summary>The value without its wrapper, unless the wrapper alone holds the properties.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static object? UnwrapValue(object? value) =>
        value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    /// <summary>
    /// The entries of a dictionary of any type: a generic one is enumerated as pairs of its own, unless it is asked as an
    /// <see cref="IDictionary"/>.
    /// </summary>
    public static IEnumerable<DictionaryEntry> ReadEntries(IDictionary given)
    {
        foreach (DictionaryEntry entry in given)
        {
            yield return entry;
        }
    }

    /// <summary>The entries as texts by their names, whose letter case does not count.</summary>
    public static Dictionary<string, string> ReadTexts(IDictionary given) =>
        ReadEntries(given).ToDictionary(NameOf, entry => $"{entry.Value}", StringComparer.OrdinalIgnoreCase);

    /// <summary>The name of a hashtable's entry.</summary>
    public static string NameOf(DictionaryEntry entry) => entry.Key.ToString() ?? "";
}
