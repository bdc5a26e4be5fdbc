using System.Text.RegularExpressions;

namespace VgsCalm.Formats.Yaml;

/// <summary>Addresses fields for messages, such as <c>data.scopes[1].name</c>.</summary>
internal static class FieldPath
{
    // A key can be anything, also a secret that lost the space after its colon. Only what looks like the name of a field is shown:
    // letters with the usual separators and at most two digits at the end.
    private static readonly Regex Name = new(
        @"^[A-Za-z_][A-Za-z_./\-]{0,39}[0-9]{0,2}\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    );

    /// <summary>The key as messages show it: itself, or <c>(unreadable)</c> where it does not look like a name.</summary>
    internal static string Display(string key) => Name.IsMatch(key) ? key : "(unreadable)";

    /// <summary>The path of a field of the mapping at <paramref name="parent"/>; an empty parent is the root.</summary>
    internal static string Join(string parent, string key) =>
        parent.Length == 0 ? Display(key) : $"{parent}.{Display(key)}";
}
