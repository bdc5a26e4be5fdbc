using VgsCalm.Http;

namespace VgsCalm.Models;

/// <summary>A card number or an alias, as it may be shown.</summary>
internal static class MaskedNumber
{
    /// <summary>A card number with its middle hidden; an alias whole, unless it can be a card number with a slip of the pen in it.</summary>
    public static string? Shown(string? number)
    {
        if (number is null) return null;
        if (number.All(IsDigit)) return Redaction.MaskCardNumber(number);
        return number.Length is >= 13 and <= 21 && number.Count(IsDigit) >= number.Length - 2
            ? number.Substring(0, 6) + new string('*', number.Length - 10) + number.Substring(number.Length - 4)
            : Redaction.MaskCardNumbers(number);
    }

    /// <summary>First six digits; null where an alias hides them.</summary>
    public static string? Bin(string? number) => number is { Length: >= 13 } && number.Take(6).All(IsDigit) ? number.Substring(0, 6) : null;

    /// <summary>Last four digits; null where an alias hides them.</summary>
    public static string? Last4(string? number) => number is { Length: >= 13 } && number.Skip(number.Length - 4).All(IsDigit) ? number.Substring(number.Length - 4) : null;

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
