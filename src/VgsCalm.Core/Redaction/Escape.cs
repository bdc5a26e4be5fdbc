using System.Globalization;
using System.Runtime.InteropServices;

namespace VgsCalm.Redaction;

/// <summary>
/// One sign that is written as an escape: percent-encoded (RFC 3986), of JSON (RFC 8259 §7) or a programming language, or of HTML.
/// </summary>
/// <param name="Sign">The code point.</param>
/// <param name="Length">How many characters write it; 0 where there is no escape.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Escape(int Sign, int Length)
{
    private const int None = -1;
    private const int MaxNameLength = 12;

    // More than an escape has that was escaped four times: a text may be made of them.
    private const int MaxBackslashes = 16;

    /// <summary>The escape that begins there.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where to look.</param>
    /// <param name="level">How often its first sign was escaped again: %41 is 0, %2541 is 1.</param>
    public static Escape Read(string text, int at, int level) =>
        text[at] switch
        {
            '%' => ReadPercent(text, at, level),
            '\\' => ReadBackslash(text, at),
            '&' => ReadHtml(text, at, level),
            _ => default,
        };

    private static Escape ReadPercent(string text, int at, int level)
    {
        var first = ReadByte(text, at, level, out var length);
        var following = first switch
        {
            None => None,
            < 0x80 => 0,
            >= 0xC2 and < 0xE0 => 1,
            >= 0xE0 and < 0xF0 => 2,
            >= 0xF0 and < 0xF5 => 3,
            _ => None,
        };
        if (following <= 0)
        {
            return following == 0 ? new Escape(first, length) : default;
        }

        var sign = first & (0x3F >> following);
        for (var i = 0; i < following; i++)
        {
            var next = ReadByte(text, at + length, level, out var more);
            if (next is < 0x80 or > 0xBF)
            {
                return default;
            }

            sign = (sign << 6) | (next & 0x3F);
            length += more;
        }

        return new Escape(sign, length);
    }

    private static int ReadByte(string text, int at, int level, out int length)
    {
        length = 3 + (2 * level);
        if (at + length > text.Length || text[at] != '%')
        {
            return None;
        }

        for (var i = 0; i < level; i++)
        {
            if (string.CompareOrdinal(text, at + 1 + (2 * i), "25", 0, 2) != 0)
            {
                return None;
            }
        }

        return Number(text, at + length - 2, 2, NumberStyles.AllowHexSpecifier);
    }

    private static Escape ReadBackslash(string text, int at)
    {
        var name = at;
        while (name < text.Length && text[name] == '\\' && name - at < MaxBackslashes)
        {
            name++;
        }

        if (name == text.Length)
        {
            return name - at > 1 ? new Escape('\\', 2) : default;
        }

        var (sign, length) = text[name] switch
        {
            'u' when name + 1 < text.Length && text[name + 1] == '{' => ReadBraced(text, name + 2),
            'u' => ReadUnits(text, name + 1),
            'x' => (Number(text, name + 1, 2, NumberStyles.AllowHexSpecifier), 3),
            '"' or '/' => (text[name], 1),
            'n' or 'r' or 't' or 'f' => (' ', 1),
            _ => (None, 0),
        };
        return sign != None ? new Escape(sign, name + length - at)
            : name - at > 1 ? new Escape('\\', 2)
            : default;
    }

    // A sign beyond U+FFFF is two of them: \ud835\udfd2.
    private static (int Sign, int Length) ReadUnits(string text, int at)
    {
        var unit = Number(text, at, 4, NumberStyles.AllowHexSpecifier);
        var next = at + 4;
        while (next < text.Length && text[next] == '\\' && next - at < MaxBackslashes)
        {
            next++;
        }

        return
            unit is >= 0xD800 and < 0xDC00
            && next < text.Length
            && text[next] == 'u'
            && Number(text, next + 1, 4, NumberStyles.AllowHexSpecifier) is >= 0xDC00 and < 0xE000 and var low
            ? (char.ConvertToUtf32((char)unit, (char)low), next + 6 - at)
            : (unit, 5);
    }

    // \u{1D7D2}
    private static (int Sign, int Length) ReadBraced(string text, int at)
    {
        var end = text.IndexOf('}', at, Math.Min(MaxNameLength, text.Length - at));
        return end < 0 ? (None, 0) : (Number(text, at, end - at, NumberStyles.AllowHexSpecifier), end + 3 - at);
    }

    private static Escape ReadHtml(string text, int at, int level)
    {
        var begin = at + 1;
        for (var i = 0; i < level; i++, begin += 4)
        {
            if (string.CompareOrdinal(text, begin, "amp;", 0, 4) != 0)
            {
                return default;
            }
        }

        var end = begin < text.Length ? text.IndexOf(';', begin, Math.Min(MaxNameLength, text.Length - begin)) : -1;
        if (end < 0)
        {
            return default;
        }

        var name = text.Substring(begin, end - begin);
        var sign = name switch
        {
            ['#', 'x' or 'X', ..] => Number(name, 2, name.Length - 2, NumberStyles.AllowHexSpecifier),
            ['#', ..] => Number(name, 1, name.Length - 1, NumberStyles.None),
            _ => SignOfName(name),
        };
        return sign == None ? default : new Escape(sign, end + 1 - at);
    }

    private static int SignOfName(string name) =>
        name switch
        {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            "plus" => '+',
            "sol" => '/',
            "equals" => '=',
            "percnt" => '%',
            "hyphen" or "dash" => '-',
            "lowbar" => '_',
            "period" => '.',
            "comma" => ',',
            "colon" => ':',
            "middot" or "bull" => '\u00B7',
            "ndash" or "mdash" => '\u2013',
            "shy" or "zwj" or "zwnj" or "Tab" or "NewLine" => ' ',
            _ when name.EndsWith("sp", StringComparison.Ordinal) => ' ',
            _ => None,
        };

    private static int Number(string text, int at, int length, NumberStyles style) =>
        length > 0
        && at + length <= text.Length
        && int.TryParse(text.Substring(at, length), style, CultureInfo.InvariantCulture, out var number)
        && number is >= 0 and <= 0x10FFFF
            ? number
            : None;
}
