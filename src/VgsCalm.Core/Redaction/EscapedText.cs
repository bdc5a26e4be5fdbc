using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace VgsCalm.Redaction;

/// <summary>A text with its escapes read (<see cref="Escape"/>), also escapes of escapes, and without tags between digits.</summary>
internal static class EscapedText
{
    // How often an escape is read that was escaped again: %252541, &amp;amp;#65;.
    private const int MaxLevel = 2;

    private static readonly char[] Starts = ['%', '\\', '&', '<'];

    private static readonly Regex TagsBetweenDigits = new(
        @"(?<=[0-9])(?:</?[a-zA-Z][^<>]{0,60}>\s?){1,4}(?=[0-9])",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(2)
    );

    /// <summary>The text with a blank for what is not seen or acts on a terminal, and digits of ASCII for those of any script.</summary>
    public static string Read(string text)
    {
        if (text.IndexOfAny(Starts) < 0)
        {
            return text;
        }

        var read = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; )
        {
            var escape = Find(text, at);
            if (escape.Length > 0)
            {
                read.Append(Sign(escape.Sign));
                at += escape.Length;
            }
            else
            {
                read.Append(text[at++]);
            }
        }

        return TagsBetweenDigits.Replace(read.ToString(), " ");
    }

    private static Escape Find(string text, int at)
    {
        for (var level = MaxLevel; level >= 0; level--)
        {
            if (Escape.Read(text, at, level) is { Length: > 0 } escape)
            {
                return escape;
            }
        }

        return default;
    }

    private static string Sign(int codePoint)
    {
        if (codePoint is >= 0xD800 and < 0xE000)
        {
            return " ";
        }

        var sign = char.ConvertFromUtf32(codePoint);
        return CharUnicodeInfo.GetDigitValue(sign, 0) is >= 0 and var digit
            ? digit.ToString(CultureInfo.InvariantCulture)
            : CharUnicodeInfo.GetUnicodeCategory(sign, 0) switch
            {
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator => " ",
                _ => sign,
            };
    }
}
