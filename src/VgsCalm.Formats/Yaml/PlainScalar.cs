using System.Text.RegularExpressions;

namespace VgsCalm.Formats.Yaml;

/// <summary>
/// Which texts are written without quotes. The rule is narrower than YAML's, so that a reader of any YAML version takes them for
/// texts too: names, ids and scopes; everything else is quoted.
/// </summary>
internal static class PlainScalar
{
    // Words that begin with a letter, joined by single colons or spaces: nothing in it is a number, a date or an indicator.
    private static readonly Regex Words = new(
        @"^[A-Za-z][A-Za-z0-9_./@+\-]*([: ][A-Za-z0-9_./@+\-]+)*\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    );

    // Null and booleans of YAML 1.1 and 1.2.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "null",
        "true",
        "false",
        "yes",
        "no",
        "on",
        "off",
        "y",
        "n",
    };

    internal static bool Fits(string text) => Words.IsMatch(text) && !Reserved.Contains(text);
}
