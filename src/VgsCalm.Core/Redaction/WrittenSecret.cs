using System.Text;
using System.Text.RegularExpressions;

namespace VgsCalm.Redaction;

/// <summary>
/// Takes a secret out of a text, however the text writes its signs (<see cref="WrittenSign"/>), and where lines are broken or signs that
/// cannot be seen stand between them.
/// </summary>
internal static class WrittenSecret
{
    // An escape before a secret, such as %22 or \u0022, stands for a sign, although it is written with letters and digits.
    private const int MaxEscapeLength = 8;
    private static readonly Regex EscapeBefore = new(
        @"(?:%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\[nrt])\z",
        RegexOptions.CultureInvariant
    );

    // cvv123, securityCode123: the name of what follows.
    private const int MaxNameLength = 20;
    private static readonly Regex NameBefore = new(
        @"(?:cvv2?|cvc2?|cvn2?|cvd|csc|cav2?|cid|pin|otp|code|value)(?:is)?\z",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    );

    /// <param name="text">The text.</param>
    /// <param name="secret">The secret; nothing is done for an empty one.</param>
    public static string Hide(string text, ReadOnlySpan<char> secret)
    {
        // No form of a secret is shorter than itself.
        if (secret.IsEmpty || text.Length < secret.Length)
        {
            return text;
        }

        var hidden = Replace(text, secret, EndOfLiteral);
        return WrittenSign.HasOtherForms(hidden) ? Replace(hidden, secret, EndOfWritten) : hidden;
    }

    /// <summary>
    /// The same for a secret that is so short, such as a CVV, that it may be a part of another number by chance: it counts where it
    /// stands alone, or after its name.
    /// </summary>
    public static string HideAlone(string text, ReadOnlySpan<char> secret) =>
        secret.IsEmpty || text.Length < secret.Length ? text : Replace(text, secret, EndOfAlone);

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
    private static int EndOfWritten(string text, int start, ReadOnlySpan<char> secret)
    {
        var at = start;
        for (var i = 0; i < secret.Length; )
        {
            if (at >= text.Length)
            {
                return -1;
            }

            if (WrittenSign.Length(text, at, secret[i]) is > 0 and var length)
            {
                at += length;
                i++;
            }
            else if (i > 0 && WrittenSign.InvisibleLength(text, at) is > 0 and var between)
            {
                at += between;
            }
            else
            {
                return -1;
            }
        }

        return at;
    }

    private static int EndOfAlone(string text, int start, ReadOnlySpan<char> secret) =>
        EndOfWritten(text, start, secret) is >= 0 and var end && StandsAlone(text, start, end) ? end : -1;

    private static bool StandsAlone(string text, int start, int end)
    {
        if (end < text.Length && char.IsLetterOrDigit(text[end]))
        {
            return false;
        }

        return start == 0
            || !char.IsLetterOrDigit(text[start - 1])
            || EscapeBefore.IsMatch(Before(text, start, MaxEscapeLength))
            || NameBefore.IsMatch(Before(text, start, MaxNameLength));
    }

    private static string Before(string text, int start, int length) =>
        text.Substring(Math.Max(0, start - length), Math.Min(start, length));
}
