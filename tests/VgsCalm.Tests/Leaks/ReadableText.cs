using System.Net;
using System.Text.RegularExpressions;

namespace VgsCalm.Tests.Leaks;

/// <summary>A text as it stands, and as whoever finds it can read it: percent, JSON, XML and HTML escapes undone, separators between digits taken out.</summary>
internal sealed partial class ReadableText
{
    public ReadableText(string raw)
    {
        Raw = raw;
        Readings = [.. Decoded(raw).SelectMany(text => new[] { text, BetweenDigits().Replace(text, "") }).Distinct(StringComparer.Ordinal)];
    }

    public string Raw { get; }

    public IReadOnlyList<string> Readings { get; }

    private static IEnumerable<string> Decoded(string raw)
    {
        yield return raw;
        if (raw.Contains('%')) yield return WebUtility.UrlDecode(raw);
        if (raw.Contains('\\')) yield return Escape().Replace(raw, CharacterOf);
        if (raw.Contains("_x", StringComparison.Ordinal)) yield return XmlEscape().Replace(raw, CharacterOf);
        if (raw.Contains('&')) yield return WebUtility.HtmlDecode(raw);
    }

    private static string CharacterOf(Match escape) => ((char)Convert.ToInt32(escape.Groups[1].Value, 16)).ToString();

    [GeneratedRegex(@"(?<=[0-9])(?:%20|[ \t\u00A0.,_/+*:;|\-])+(?=[0-9])")]
    private static partial Regex BetweenDigits();

    [GeneratedRegex(@"\\u([0-9A-Fa-f]{4})")]
    private static partial Regex Escape();

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_")]
    private static partial Regex XmlEscape();
}
