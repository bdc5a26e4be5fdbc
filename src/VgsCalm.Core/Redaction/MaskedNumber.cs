using System.Globalization;
using System.Text.RegularExpressions;
using static VgsCalm.Redaction.Ascii;

namespace VgsCalm.Redaction;

/// <summary>A card number or an alias, as it may be shown.</summary>
internal static class MaskedNumber
{
    // Signs around or between the digits do not count, nor do two slips of the pen: O for 0, a stray letter.
    private const int Slips = 2;

    // An alias that keeps the look of a card number, as VGS's vaults write it: 541577h6JzS40IV1962, and 5114103XX3542293 in its
    // page on events of network tokens.
    private static readonly Regex AliasOfVault = new(
        "^(?:[0-9]{6}[A-Za-z0-9]{8}V[0-9]{4}|[0-9]{7}XX[0-9]{7})$",
        RegexOptions.CultureInvariant
    );

    /// <summary>
    /// A card number with its middle hidden; an alias whole, unless it can be a card number with a slip of the pen in it. Nothing in it
    /// acts on a terminal.
    /// </summary>
    public static string? Mask(string? number)
    {
        if (number is null || OpaqueId.IsUuid(number))
        {
            return number;
        }

        var plain = ToPlain(number);
        return plain.All(IsDigit) || LooksLikeCardNumber(plain)
            ? CardNumberText.MaskDigits(plain)
            : TerminalText.Clean(CardNumberText.Mask(number));
    }

    /// <summary>True when the text is a card number, however it is grouped, quoted or misspelled, or has one in it.</summary>
    public static bool MayBeCardNumber(string text) =>
        !OpaqueId.IsMatch(text)
        && (LooksLikeCardNumber(ToPlain(text)) || IsLongNumber(ToPlain(text)) || CardNumberText.Mask(text) != text);

    /// <summary>True for what is no number as it stands, and can be a card number with a slip of the pen in it.</summary>
    public static bool HasSlip(string text) =>
        !OpaqueId.IsUuid(text) && ToPlain(text) is var plain && !plain.All(IsDigit) && LooksLikeCardNumber(plain);

    /// <summary>First six digits; null where an alias hides them.</summary>
    public static string? Bin(string? given) =>
        given is not null
        && !OpaqueId.IsUuid(given)
        && ToPlain(given) is { Length: >= CardNumberRules.MinDigits } number
        && AreDigits(number, 0, 6)
            ? number.Substring(0, 6)
            : null;

    /// <summary>Last four digits; null where an alias hides them.</summary>
    public static string? Last4(string? given) =>
        given is not null
        && !OpaqueId.IsUuid(given)
        && ToPlain(given) is { Length: >= CardNumberRules.MinDigits } number
        && AreDigits(number, number.Length - 4, number.Length)
            ? number.Substring(number.Length - 4)
            : null;

    /// <summary>
    /// The digits of a number, of any script, as ASCII digits, whatever separates them; null for a text that has letters.
    /// </summary>
    public static string? DigitsOf(string text) => ToPlain(text) is var plain && plain.All(IsDigit) ? plain : null;

    private static bool LooksLikeCardNumber(string plain) =>
        plain.Length is >= CardNumberRules.MinDigits and <= CardNumberRules.MaxDigits + Slips
        && plain.Count(IsDigit) >= plain.Length - Slips
        && !AliasOfVault.IsMatch(plain);

    // Digits before or after a card number do not make it another one.
    private static bool IsLongNumber(string plain) => plain.Length >= CardNumberRules.MinDigits && plain.All(IsDigit);

    // Letters and digits only, the digits of any script as ASCII.
    private static string ToPlain(string text) =>
        IsPlain(text)
            ? text
            : new([
                .. text.Where(char.IsLetterOrDigit)
                    .Select(c => char.IsDigit(c) ? (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)) : c),
            ]);

    // A file of a million rows has a million of them that are plain already.
    private static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            if (!IsDigit(c) && !IsLetter(c))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreDigits(string text, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (!IsDigit(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
