namespace VgsCalm.Redaction;

/// <summary>What tells a card number from other numbers of its length (ISO/IEC 7812): its first digits and its check digit.</summary>
internal static class CardNumberRules
{
    /// <summary>Fewest digits of a whole card number (ISO/IEC 7812; CALM V1).</summary>
    public const int MinDigits = 13;

    /// <summary>Most digits of one.</summary>
    public const int MaxDigits = 19;

    /// <summary>True for 13 to 19 digits that begin as a payment card's do and end in their check digit.</summary>
    /// <param name="digits">ASCII digits.</param>
    public static bool IsValid(string digits) =>
        digits.Length is >= MinDigits and <= MaxDigits && HasIssuerPrefix(digits) && HasCheckDigit(digits);

    /// <summary>True for a text of whose runs of digits one is such a number.</summary>
    public static bool IsIn(string text)
    {
        for (var start = 0; start < text.Length; start++)
        {
            var end = start;
            while (end < text.Length && Ascii.IsDigit(text[end]))
            {
                end++;
            }

            if (end - start >= MinDigits && IsValid(text.Substring(start, end - start)))
            {
                return true;
            }

            start = end;
        }

        return false;
    }

    // By length: Visa 13, Diners 14, American Express 15; Visa, Mastercard, Discover, JCB, UnionPay, Maestro 16 to 19.
    private static bool HasIssuerPrefix(string digits) =>
        digits.Length switch
        {
            13 => digits[0] == '4',
            14 => digits[0] == '3' && digits[1] is '0' or '6' or '8' or '9',
            15 => digits[0] == '3' && digits[1] is '4' or '7',
            _ => digits[0] is >= '3' and <= '6' || IsMastercardOfTwo(digits),
        };

    private static bool IsMastercardOfTwo(string digits) =>
        string.CompareOrdinal(digits, 0, "2221", 0, 4) >= 0 && string.CompareOrdinal(digits, 0, "2720", 0, 4) <= 0;

    // Luhn, ISO/IEC 7812-1 annex B.
    private static bool HasCheckDigit(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var value = digits[digits.Length - 1 - i] - '0';
            sum += i % 2 == 0 ? value : ((value * 2) % 10) + (value / 5);
        }

        return sum % 10 == 0;
    }
}
