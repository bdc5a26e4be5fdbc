using VgsCalm.Http;

namespace VgsCalm.Models;

/// <summary>A card number or an alias, as it may be shown.</summary>
internal static class MaskedNumber
{
    /// <summary>A card number with its middle hidden; an alias whole, unless it can be a card number with a slip of the pen in it.</summary>
    public static string? Shown(string? number)
    {
        if (Plain(number) is not { } plain) return null;
        if (plain.All(IsDigit)) return Redaction.MaskCardNumber(plain);
        return plain.Length is >= 13 and <= 21 && plain.Count(IsDigit) >= plain.Length - 2
            ? plain.Substring(0, 6) + new string('*', plain.Length - 10) + plain.Substring(plain.Length - 4)
            : Redaction.MaskCardNumbers(plain);
    }

    /// <summary>First six digits; null where an alias hides them.</summary>
    public static string? Bin(string? given) => Plain(given) is { Length: >= 13 } number && number.Take(6).All(IsDigit) ? number.Substring(0, 6) : null;

    /// <summary>Last four digits; null where an alias hides them.</summary>
    public static string? Last4(string? given) => Plain(given) is { Length: >= 13 } number && number.Skip(number.Length - 4).All(IsDigit) ? number.Substring(number.Length - 4) : null;

    // A card number may come in groups; an alias is left as it is.
    private static string? Plain(string? number) => number is null || number.IndexOfAny([' ', '-']) < 0
        ? number
        : number.All(c => IsDigit(c) || c is ' ' or '-') ? new string([.. number.Where(IsDigit)]) : number;

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
