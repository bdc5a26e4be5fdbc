using System.Buffers;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace VgsCalm.Tests.Leaks;

/// <summary>
/// A text as it stands, and as a finder can decode it: percent, JSON, XML and HTML escapes and bytes in hexadecimal
/// undone, separators between digits taken out, digits of another script read.
/// </summary>
internal sealed partial class ReadableText
{
    public ReadableText(string raw)
    {
        Raw = raw;
        Readings =
        [
            .. Decoded(raw)
                .SelectMany(text => new[] { text, BetweenDigits().Replace(WithAsciiDigits(text), "") })
                .Distinct(StringComparer.Ordinal),
        ];
    }

    public string Raw { get; }

    public IReadOnlyList<string> Readings { get; }

    /// <summary>A quick look before the thorough one: most texts have nothing of what is looked for.</summary>
    public bool MayHave(SearchValues<string> signs) =>
        Raw.AsSpan().ContainsAny(signs) || Readings.Any(reading => reading.AsSpan().ContainsAny(signs));

    private static IEnumerable<string> Decoded(string raw)
    {
        yield return raw;
        if (raw.Contains('%'))
        {
            yield return WebUtility.UrlDecode(raw);
        }

        if (raw.Contains('\\'))
        {
            yield return Escape().Replace(raw, CharacterOf);
        }

        if (raw.Contains("_x", StringComparison.Ordinal))
        {
            yield return XmlEscape().Replace(raw, CharacterOf);
        }

        if (Bytes().IsMatch(raw))
        {
            yield return Bytes()
                .Replace(
                    raw,
                    bytes =>
                        Encoding.Latin1.GetString(
                            Convert.FromHexString(bytes.Value.Replace("-", "", StringComparison.Ordinal))
                        )
                );
        }

        if (raw.Contains('&'))
        {
            yield return WebUtility.HtmlDecode(raw);
        }
    }

    // Numerals of Arabic as those that a card has.
    private static string WithAsciiDigits(string text) =>
        text.AsSpan().ContainsAnyInRange('\u0660', '\u0669')
            ? new string([.. text.Select(c => c is >= '\u0660' and <= '\u0669' ? (char)(c - '\u0660' + '0') : c)])
            : text;

    private static string CharacterOf(Match escape) => ((char)Convert.ToInt32(escape.Groups[1].Value, 16)).ToString();

    [GeneratedRegex(@"(?<=[0-9])(?:%20|[ \t\u00A0\u00B7\u200B.,_/+*:;|\-])+(?=[0-9])")]
    private static partial Regex BetweenDigits();

    // As BitConverter writes them, and with it .NET of what it cannot read.
    [GeneratedRegex("(?:[0-9A-F]{2}-){7,}[0-9A-F]{2}")]
    private static partial Regex Bytes();

    [GeneratedRegex(@"\\u([0-9A-Fa-f]{4})")]
    private static partial Regex Escape();

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_")]
    private static partial Regex XmlEscape();
}
