using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using static VgsCalm.Redaction.Ascii;

namespace VgsCalm.Redaction;

/// <summary>
/// Finds and masks card numbers in a text: in one piece, in groups however they are separated, in the digits of any
/// script.
/// </summary>
internal static class CardNumberText
{
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(2);

    // One of those that people, addresses and word processors put between groups of digits.
    private const string Separator = @"(?:%20|%2[dD]|[ \t.\-_/+\u00a0\u2007\u202f\u2010-\u2015])?";

    // 13 to 19 digits, also in groups: what a card number can be (ISO/IEC 7812).
    private static readonly Regex CardNumber = new(
        $"(?<![0-9])(?:[0-9]{Separator}){{12,18}}[0-9](?![0-9])",
        RegexOptions.CultureInvariant,
        MaxTime
    );

    // A longer run of digits may have a card number in it, so it is masked as well.
    private static readonly Regex LongerDigits = new(
        $"[0-9](?:{Separator}[0-9]){{18,}}",
        RegexOptions.CultureInvariant,
        MaxTime
    );

    // CardNumber takes 19 digits at most. Where other digits stood right before a card number, the rest of the number is left over right
    // after the mask, or before it.
    private static readonly Regex DigitsAtMask = new(
        $"(?<=\\*)[0-9](?:{Separator}[0-9]){{10,}}|[0-9](?:{Separator}[0-9]){{12,}}(?=\\*)",
        RegexOptions.CultureInvariant,
        MaxTime
    );

    /// <summary>The text with every card number masked.</summary>
    /// <remarks>Every name and state of a card comes through here; most have no digit.</remarks>
    public static string Mask(string text) => MaskBy(text, MaskLongRuns);

    /// <summary>
    /// The text with every number masked that its first and its check digit prove to be a card's. Other numbers of that
    /// length stay: names have dates and ticket numbers in them.
    /// </summary>
    public static string MaskProven(string text) => MaskBy(text, MaskProvenRuns);

    private static string MaskBy(string text, Func<string, string> maskRuns)
    {
        if (CountDigits(text) < CardNumberRules.MinDigits)
        {
            return text;
        }

        try
        {
            // First as it stands: an escape may seem to begin before a number, and would take its first digit away.
            var ascii = WithAsciiDigits(text);
            var masked = OtherDigits.MaskAround(ascii, MaskPart);
            var plain = EscapedText.Read(masked);
            var unescaped = plain == masked ? masked : OtherDigits.MaskAround(plain, MaskPart);
            return unescaped != plain ? unescaped
                : masked != ascii ? masked
                : text;
        }
        catch (RegexMatchTimeoutException)
        {
            return Redactor.Hidden;
        }

        string MaskPart(string part) => GroupedDigits.Mask(maskRuns(part));
    }

    /// <summary>First six and last four digits, the most that may be shown of a card number (PCI DSS 3.4.1).</summary>
    public static string MaskDigits(string digits) =>
        digits.Length < CardNumberRules.MinDigits
            ? new string('*', digits.Length)
            : digits.Substring(0, 6) + new string('*', digits.Length - 10) + digits.Substring(digits.Length - 4);

    private static string MaskLongRuns(string text)
    {
        var masked = CardNumber.Replace(text, match => IsPartOfId(text, match) ? match.Value : MaskMatch(match));
        masked = LongerDigits.Replace(masked, MaskMatch);
        return DigitsAtMask.Replace(masked, MaskMatch);
    }

    private static string MaskProvenRuns(string text) =>
        LongerDigits.Replace(CardNumber.Replace(text, MaskIfProven), MaskIfProven);

    // An id of VGS in a sentence: letters on both sides of the digits, and the digits are no card number.
    private static bool IsPartOfId(string text, Match match)
    {
        var (start, end) = (match.Index, match.Index + match.Length);
        if (start == 0 || end == text.Length || !IsLetter(text[start - 1]) || !IsLetter(text[end]))
        {
            return false;
        }

        while (start > 0 && IsWord(text[start - 1]))
        {
            start--;
        }

        while (end < text.Length && IsWord(text[end]))
        {
            end++;
        }

        var word = text.Substring(start, end - start);
        return OpaqueId.HasVgsPrefix(word) && OpaqueId.IsMatch(word) && !CardNumberRules.IsValid(match.Value);
    }

    private static string MaskIfProven(Match match)
    {
        var digits = DigitsOf(match);
        return CardNumberRules.IsValid(digits) || HasCardOfSixteen(digits) ? MaskDigits(digits) : match.Value;
    }

    // Digits before or after a card number do not hide it.
    private static bool HasCardOfSixteen(string digits)
    {
        for (var start = 0; start + 16 <= digits.Length; start++)
        {
            if (CardNumberRules.IsValid(digits.Substring(start, 16)))
            {
                return true;
            }
        }

        return false;
    }

    private static string MaskMatch(Match match) => MaskDigits(DigitsOf(match));

    private static string DigitsOf(Match match) =>
        new string([.. match.Value.Replace("%20", "").Replace("%2d", "").Replace("%2D", "").Where(IsDigit)]);

    private static int CountDigits(string text)
    {
        var digits = 0;
        foreach (var c in text)
        {
            // Beyond ASCII there are digits of many scripts and shapes, in surrogate pairs too.
            if (c is (>= '0' and <= '9') or >= '\u0080')
            {
                digits++;
            }
        }

        return digits;
    }

    private static string WithAsciiDigits(string text)
    {
        StringBuilder? ascii = null;
        for (var i = 0; i < text.Length; i++)
        {
            var digit = text[i] < '\u0080' ? -1 : CharUnicodeInfo.GetDigitValue(text, i);
            if (digit >= 0)
            {
                ascii ??= new StringBuilder(text, 0, i, text.Length);
                ascii.Append((char)('0' + digit));
                i += char.IsHighSurrogate(text[i]) ? 1 : 0;
            }
            else
            {
                ascii?.Append(text[i]);
            }
        }

        return ascii?.ToString() ?? text;
    }

    private static bool IsWord(char c) => IsLetter(c) || IsDigit(c) || c is '_' or '-';
}
