using System.Management.Automation;

namespace VgsCalm.Binding;

/// <summary>Names that a -Name parameter asks for, with wildcards.</summary>
internal static class NamePattern
{
    // Letters are the same in every culture, as where a name is given whole: in Turkish, 'VIP' would not begin with 'vi'.
    private const WildcardOptions Comparison = WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant;

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

    /// <summary>
    /// What fits a pattern. A text that is no valid one, such as 'job [1', means the item of that very name: a user who gives a name
    /// need not know which brackets make a pattern.
    /// </summary>
    public static Predicate<string> Matcher(string pattern) =>
        Read(pattern) is { } wildcard
            ? wildcard.IsMatch
            : name => string.Equals(name, pattern, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a text has wildcards that can be read: it may mean several items, or none.</summary>
    public static bool IsPattern(string text) =>
        WildcardPattern.ContainsWildcardCharacters(text) && Read(text) is not null;

    /// <summary>What begins as a word that is completed, with or without its quotes. Half of a name need be no pattern: 'job ['.</summary>
    public static WildcardPattern Beginning(string word)
    {
        var text = word.Trim('\'', '"');
        return Read(text + "*") ?? new WildcardPattern(WildcardPattern.Escape(text) + "*", Comparison);
    }

    private static WildcardPattern? Read(string text)
    {
        try
        {
            // It is read when it is first used.
            var wildcard = new WildcardPattern(text, Comparison);
            wildcard.IsMatch("");
            return wildcard;
        }
        catch (WildcardPatternException)
        {
            return null;
        }
    }

    private static Predicate<string> Matcher<T>(string pattern, IReadOnlyList<T> items, Func<T, string?> nameOf)
    {
        bool IsName(string name) => string.Equals(name, pattern, StringComparison.OrdinalIgnoreCase);

        return items.Any(item => IsName(nameOf(item) ?? "")) ? IsName : Matcher(pattern);
    }
}
