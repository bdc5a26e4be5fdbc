using System.Management.Automation;

namespace VgsCalm.Binding;

/// <summary>Names that a -Name parameter asks for, with wildcards.</summary>
internal static class NamePattern
{
    /// <summary>
    /// The items that are asked for. A name goes before a pattern: 'team[a]' may be either, and where one of the items has that very
    /// name, no other is meant.
    /// </summary>
    /// <param name="patterns">What was asked for; null means every item.</param>
    /// <param name="items">What there is.</param>
    /// <param name="nameOf">The name of an item.</param>
    public static IEnumerable<T> Choose<T>(string[]? patterns, IReadOnlyList<T> items, Func<T, string?> nameOf)
    {
        if (patterns is null)
        {
            return items;
        }

        var meant = Array.ConvertAll(patterns, pattern => Matcher(pattern, items, nameOf));
        return items.Where(item => Array.Exists(meant, isMeant => isMeant(nameOf(item) ?? "")));
    }

    private static Predicate<string> Matcher<T>(string pattern, IReadOnlyList<T> items, Func<T, string?> nameOf)
    {
        bool IsName(string name) => string.Equals(name, pattern, StringComparison.OrdinalIgnoreCase);

        return items.Any(item => IsName(nameOf(item) ?? ""))
            ? IsName
            : new WildcardPattern(pattern, WildcardOptions.IgnoreCase).IsMatch;
    }
}
