namespace VgsCalm.Redaction;

/// <summary>What tells a card number from other numbers of its length (ISO/IEC 7812): its first digits and its check digit.</summary>
internal static class CardNumberRules
{
    public const int MinDigits = 13;
    public const int MaxDigits = 19;

    /// <summary>True for 13 to 19 digits that begin as a payment card's do and end in their check digit.</summary>
    /// <param name="digits">ASCII digits.</param>
    public static bool IsValid(string digits) =>
        digits.Length is >= MinDigits and <= MaxDigits && HasIssuerPrefix(digits) && HasCheckDigit(digits);

    // Diners, JCB and American Express 3; Visa 4; Mastercard 5 and 2221 to 2720; Maestro, Discover, UnionPay 5 and 6.
    private static bool HasIssuerPrefix(string digits) =>
        digits[0] is >= '3' and <= '6'
        || (
            digits[0] == '2'
            && string.CompareOrdinal(digits, 0, "2221", 0, 4) >= 0
            && string.CompareOrdinal(digits, 0, "2720", 0, 4) <= 0
        );

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
