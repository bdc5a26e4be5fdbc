using System.Globalization;

namespace VgsCalm.Redaction;

/// <summary>
/// Reads one sign of a text however the text writes it: as it is, in full width or in the digits of another script, percent-encoded
/// (RFC 3986), as a form's (a plus for a blank), as an escape of JSON (RFC 8259 §7), of a programming language or of HTML, and any of
/// these encoded again.
/// </summary>
internal static class WrittenSign
{
    // How often an escape is found that was escaped again: %2541, &amp;#65;.
    private const int MaxLevels = 3;

    private const int None = -1;

    // What begins an escape, or is none of the signs that stand for themselves alone.
    private const string EscapeStarts = "%\\&+";

    /// <summary>True for a text in which a sign may be written in another way than as it is.</summary>
    public static bool HasOtherForms(string text)
    {
        foreach (var c in text)
        {
            if (c <= ' ' || c >= '\u007f' || EscapeStarts.IndexOf(c) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many characters write the sign there; 0 where another sign is written.</summary>
    public static int Length(string text, int at, char sign)
    {
        if (text[at] == '+' && sign == ' ')
        {
            return 1;
        }

        if (sign == '\\' && string.CompareOrdinal(text, at, @"\\", 0, 2) == 0)
        {
            return 2;
        }

        for (var level = 0; level < MaxLevels && EscapeStarts.IndexOf(text[at]) >= 0; level++)
        {
            if (Escape.Read(text, at, level) is { Length: > 0 } escape && IsSame(escape.Sign, sign))
            {
                return escape.Length;
            }
        }

        return text[at] == sign ? 1
            : text[at] < '\u0080' ? 0
            : LengthBeyondAscii(text, at, sign);
    }

    /// <summary>How many characters write a sign that cannot be seen, or a blank; 0 where one is written that can be seen.</summary>
    public static int InvisibleLength(string text, int at)
    {
        for (var level = 0; level < MaxLevels && EscapeStarts.IndexOf(text[at]) >= 0; level++)
        {
            if (Escape.Read(text, at, level) is { Length: > 0 } escape && IsInvisible(escape.Sign))
            {
                return escape.Length;
            }
        }

        return IsInvisible(text[at]) ? 1 : 0;
    }

    /// <summary>The digit that is written there, in any script; -1 where none is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where to look.</param>
    /// <param name="length">How many characters write it, or the sign that is none.</param>
    public static int Digit(string text, int at, out int length)
    {
        length = 1;
        if (text[at] < '\u0080' && EscapeStarts.IndexOf(text[at]) < 0)
        {
            return text[at] is >= '0' and <= '9' ? text[at] - '0' : None;
        }

        var first = default(Escape);
        for (var level = 0; level < MaxLevels && EscapeStarts.IndexOf(text[at]) >= 0; level++)
        {
            var escape = Escape.Read(text, at, level);
            first = first.Length == 0 ? escape : first;
            if (escape.Length > 0 && DigitOf(escape.Sign) is >= 0 and var written)
            {
                length = escape.Length;
                return written;
            }
        }

        // The digits of %20 and &#8203; are of their escapes.
        length = Math.Max(1, first.Length);
        if (first.Length > 0 || text[at] < '\u0080')
        {
            return None;
        }

        length = IsPair(text, at) ? 2 : 1;
        return CharUnicodeInfo.GetDigitValue(text, at);
    }

    private static int LengthBeyondAscii(string text, int at, char sign) =>
        IsPair(text, at)
            ? (CharUnicodeInfo.GetDigitValue(text, at) is >= 0 and var digit && digit == sign - '0' ? 2 : 0)
        : IsSame(text[at], sign) ? 1
        : 0;

    private static bool IsPair(string text, int at) =>
        char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);

    private static bool IsSame(int written, char sign) =>
        written == sign
        || (written is > 0xFF00 and < 0xFF5F && written - 0xFEE0 == sign)
        || (written >= 0x80 && sign is >= '0' and <= '9' && DigitOf(written) == sign - '0');

    private static int DigitOf(int codePoint) =>
        codePoint < 0x80 ? (codePoint is >= '0' and <= '9' ? codePoint - '0' : None)
        : codePoint is >= 0xD800 and < 0xE000 ? None
        : CharUnicodeInfo.GetDigitValue(char.ConvertFromUtf32(codePoint), 0);

    private static bool IsInvisible(int codePoint) =>
        codePoint <= ' '
        || (
            codePoint is >= 0x7F and < 0x10000
            && char.GetUnicodeCategory((char)codePoint)
                is UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.NonSpacingMark
                    or UnicodeCategory.SpaceSeparator
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator
        );
}
