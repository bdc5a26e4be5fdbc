using System.Globalization;
using System.Text;

namespace VgsCalm.Redaction;

/// <summary>
/// Takes a secret out of a text, however the text writes its signs: as they are, percent-encoded (RFC 3986), as a form's (a plus for a
/// blank), as escapes of JSON (RFC 8259 §7) or of HTML.
/// </summary>
internal static class WrittenSecret
{
    private const int MaxEscapeLength = 12;
    private static readonly char[] EscapeStarts = ['%', '\\', '&', '+'];

    /// <param name="text">The text.</param>
    /// <param name="secret">The secret; nothing is done for an empty one.</param>
    public static string Hide(string text, ReadOnlySpan<char> secret)
    {
        if (secret.IsEmpty)
        {
            return text;
        }

        var hidden = Replace(text, secret, EndOfLiteral);
        return hidden.IndexOfAny(EscapeStarts) < 0 ? hidden : Replace(hidden, secret, EndOfEscaped);
    }

    private delegate int FindEnd(string text, int start, ReadOnlySpan<char> secret);

    private static string Replace(string text, ReadOnlySpan<char> secret, FindEnd find)
    {
        StringBuilder? hidden = null;
        var copied = 0;
        for (var at = 0; at < text.Length; )
        {
            var end = find(text, at, secret);
            if (end < 0)
            {
                at++;
                continue;
            }

            hidden ??= new StringBuilder(text.Length);
            hidden.Append(text, copied, at - copied).Append(Redactor.Hidden);
            copied = at = end;
        }

        return hidden is null ? text : hidden.Append(text, copied, text.Length - copied).ToString();
    }

    private static int EndOfLiteral(string text, int start, ReadOnlySpan<char> secret) =>
        text[start] == secret[0] && text.AsSpan(start).StartsWith(secret) ? start + secret.Length : -1;

    // Escapes are decoded as they are met, so that 'a%25' in the text is the secret 'a%'. The secret 'a%25' itself, written without
    // another escape, is what EndOfLiteral finds.
    private static int EndOfEscaped(string text, int start, ReadOnlySpan<char> secret)
    {
        var at = start;
        foreach (var sign in secret)
        {
            if (at >= text.Length)
            {
                return -1;
            }

            var length =
                EscapeLength(text, at, sign) is var escape and > 0 ? escape
                : text[at] == sign ? 1
                : 0;
            if (length == 0)
            {
                return -1;
            }

            at += length;
        }

        return at;
    }

    // How long the escape of the sign is that the text has here; 0 where it has none of this sign.
    private static int EscapeLength(string text, int at, char sign) =>
        text[at] switch
        {
            '+' => sign == ' ' ? 1 : 0,
            '%' => PercentLength(text, at, sign),
            '\\' => JsonLength(text, at, sign),
            '&' => HtmlLength(text, at, sign),
            _ => 0,
        };

    // Beyond ASCII a sign has several bytes. Secrets are of ASCII; half of a surrogate pair is none of these signs.
    private static int PercentLength(string text, int at, char sign)
    {
        if (char.IsSurrogate(sign))
        {
            return 0;
        }

        var length = 0;
        foreach (var one in Encoding.UTF8.GetBytes([sign]))
        {
            if (!IsHex(text, at + length + 1, 2, one) || text[at + length] != '%')
            {
                return 0;
            }

            length += 3;
        }

        return length;
    }

    private static int JsonLength(string text, int at, char sign)
    {
        if (at + 1 >= text.Length)
        {
            return 0;
        }

        return text[at + 1] == 'u' && IsHex(text, at + 2, 4, sign) ? 6
            : text[at + 1] == sign && sign is '"' or '\\' or '/' ? 2
            : 0;
    }

    private static int HtmlLength(string text, int at, char sign)
    {
        var end = text.IndexOf(';', at, Math.Min(MaxEscapeLength, text.Length - at));
        if (end < 0)
        {
            return 0;
        }

        var name = text.Substring(at + 1, end - at - 1);
        var isSign = name switch
        {
            ['#', 'x' or 'X', ..] => IsNumber(name.Substring(2), NumberStyles.AllowHexSpecifier, sign),
            ['#', ..] => IsNumber(name.Substring(1), NumberStyles.None, sign),
            "amp" => sign == '&',
            "lt" => sign == '<',
            "gt" => sign == '>',
            "quot" => sign == '"',
            "apos" => sign == '\'',
            _ => false,
        };
        return isSign ? end + 1 - at : 0;
    }

    private static bool IsHex(string text, int at, int length, int value) =>
        at + length <= text.Length && IsNumber(text.Substring(at, length), NumberStyles.AllowHexSpecifier, value);

    private static bool IsNumber(string digits, NumberStyles style, int value) =>
        int.TryParse(digits, style, CultureInfo.InvariantCulture, out var number) && number == value;
}
