namespace VgsCalm.Emulator.Calm;

/// <summary>Card numbers and the aliases that stand for them.</summary>
internal static class CardNumber
{
    /// <summary>
    /// 13 to 19 digits; an alias of that length (<c>541577h6JzS40IV1962</c>); or one of 8 to 64 characters that begins
    /// with <c>tok_</c>.
    /// </summary>
    public static bool IsWellFormed(string number) =>
        (number.Length is >= 13 and <= 19 && number.All(char.IsAsciiLetterOrDigit))
        || (
            number.Length is >= 8 and <= 64
            && number.StartsWith("tok_", StringComparison.Ordinal)
            && number.All(IsAliasCharacter)
        );

    /// <summary>The networks of the account updater begin with 2 to 6. An opaque alias tells nothing, so it passes.</summary>
    public static bool IsSupportedBrand(string number) =>
        !char.IsAsciiDigit(number[0]) || number[0] is >= '2' and <= '6';

    /// <summary>The first six digits; those of a VISA test card for an opaque alias, whose number only the vault knows.</summary>
    public static string Bin(string number) =>
        number.AsSpan(0, 6).ContainsAnyExceptInRange('0', '9') ? "411111" : number[..6];

    /// <summary>The last four digits; those of the same VISA test card for an opaque alias.</summary>
    public static string Last4(string number) =>
        number.AsSpan(number.Length - 4).ContainsAnyExceptInRange('0', '9') ? "1111" : number[^4..];

    private static bool IsAliasCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '_' or '-';
}
