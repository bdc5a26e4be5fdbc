using System.Text.RegularExpressions;
using VgsCalm.Redaction;
using static VgsCalm.Redaction.Ascii;

namespace VgsCalm.Cards;

/// <summary>A card number, or an alias in its place, as a person or a file gave it.</summary>
internal static class CardNumber
{
    private const int MaxAliasLength = 255;

    // 5.41578E+15, or 5,41578E+15: what a spreadsheet makes of a card number.
    private static readonly Regex Rounded = new("^[0-9](?:[.,][0-9]+)?[eE]\\+?[0-9]+$", RegexOptions.CultureInvariant);

    // 411111xxxxxx1111, ####1111: a number with its middle taken out. No alias has a run of one sign between digits only.
    private static readonly Regex MaskedDigits = new(
        "^(?=.*[0-9])[0-9]{0,12}[xX#.•]{3,}[0-9]{0,6}$",
        RegexOptions.CultureInvariant
    );

    // A card number with something around or between its digits: '4111111111111111, 4111.1111.1111.1111, PAN:4111111111111111.
    private static readonly Regex Disguised = new("[0-9](?:[^0-9A-Za-z]*[0-9]){12,}", RegexOptions.CultureInvariant);

    /// <summary>What is to be sent: digits without the spaces and hyphens between them, or an alias.</summary>
    /// <param name="number">What a person or a file gave.</param>
    /// <param name="minDigits">Fewest digits that will do; 19 are the most.</param>
    /// <param name="target">What errors name; never the number.</param>
    /// <exception cref="VgsApiException">CardInvalid.</exception>
    public static string Normalize(string? number, int minDigits, string target)
    {
        if (string.IsNullOrWhiteSpace(number))
        {
            throw Invalid("is missing", target);
        }

        var text = number!.Trim();
        var digits = text.Replace(" ", "").Replace("-", "");
        if (digits.All(IsDigit))
        {
            return digits.Length >= minDigits && digits.Length <= CardNumberRules.MaxDigits
                ? digits
                : throw Invalid(
                    $"has {digits.Length} digits, and {minDigits} to {CardNumberRules.MaxDigits} are needed",
                    target
                );
        }

        if (IsMasked(text))
        {
            throw Invalid("is masked; its digits or an alias are needed", target);
        }

        if (Rounded.IsMatch(text))
        {
            throw Invalid(
                "was rounded by a spreadsheet, where its last digits are lost; take it anew from its source, into a column of text",
                target
            );
        }

        if (!OpaqueId.IsMatch(text) && Disguised.IsMatch(text))
        {
            throw Invalid(
                "has signs around or between its digits that belong to no card number; leave the digits alone in it",
                target
            );
        }

        return MayBeAlias(text) ? text : throw Invalid("is neither a card number nor an alias", target);
    }

    /// <summary>
    /// True for an alias that may stand in an address, where every server on the way can read it. An alias of digits only cannot be
    /// told from a card number, so it is none here.
    /// </summary>
    public static bool IsAlias(string text) =>
        MayBeAlias(text)
        && !IsMasked(text)
        && !Rounded.IsMatch(text)
        && !MaskedNumber.MayBeCardNumber(text)
        && (OpaqueId.IsMatch(text) || !Disguised.IsMatch(text));

    private static bool IsMasked(string text) =>
        text.Contains('*') || MaskedDigits.IsMatch(text.Replace(" ", "").Replace("-", ""));

    // No alias is without a letter: 4111.1111.1111.1111 is a card number, and what is taken for an alias is shown whole.
    private static bool MayBeAlias(string text) =>
        text.Length <= MaxAliasLength && text.All(c => c is > ' ' and <= '~') && text.Any(IsLetter);

    private static VgsApiException Invalid(string problem, string target) =>
        CardDetails.Invalid("Number", problem, target);
}
