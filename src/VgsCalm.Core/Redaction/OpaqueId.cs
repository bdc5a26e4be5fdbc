using System.Text.RegularExpressions;
using static VgsCalm.Redaction.Ascii;

namespace VgsCalm.Redaction;

/// <summary>
/// Tells an identifier that has many digits in a row by chance from a card number. One hex id in 150 has 13 digits in a row, and it is
/// the only handle on what it names.
/// </summary>
internal static class OpaqueId
{
    private const int MinLetters = 4;

    private static readonly Regex Uuid = new(
        "^(?:[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|(?=.*[a-fA-F])[0-9a-fA-F]{32})\\z",
        RegexOptions.CultureInvariant
    );

    private static readonly string[] NameEndings = ["id", "alias", "fingerprint", "account_reference"];

    private static readonly string[] VgsPrefixes = ["CRD", "NTK", "NT", "MC", "AC", "tnt"];

    /// <summary>True for a word that begins as VGS's ids of cards, tokens, merchants, organizations and vaults do.</summary>
    public static bool HasVgsPrefix(string word) =>
        Array.Exists(VgsPrefixes, prefix => word.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>True for a field that names something: <c>card_id</c>, <c>pan_alias</c>, <c>payment_account_reference</c>.</summary>
    public static bool IsName(string field) =>
        Array.Exists(NameEndings, ending => field.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>True for what a service calls an id: one word that has a letter.</summary>
    public static bool IsWord(string text) =>
        text.Any(IsLetter)
        && text.All(c => IsLetter(c) || IsDigit(c) || c is '_' or '-' or '.' or '~' or '+' or '/' or '=');

    public static bool IsUuid(string text) => text.Length is 32 or 36 && Uuid.IsMatch(text);

    /// <summary>True for a UUID, and for a word in which every run of digits that is long enough stands between letters.</summary>
    public static bool IsMatch(string text)
    {
        if (IsUuid(text))
        {
            return true;
        }

        var letters = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (IsLetter(text[i]))
            {
                letters++;
            }
            else if (!IsDigit(text[i]) && text[i] is not ('_' or '-'))
            {
                return false;
            }
        }

        return letters >= MinLetters && LongRunsStandBetweenLetters(text);
    }

    private static bool LongRunsStandBetweenLetters(string text)
    {
        for (var start = 0; start < text.Length; )
        {
            var end = start;
            while (end < text.Length && IsDigit(text[end]))
            {
                end++;
            }

            var isBetweenLetters = start > 0 && end < text.Length && IsLetter(text[start - 1]) && IsLetter(text[end]);
            if (end - start >= CardNumberRules.MinDigits && !isBetweenLetters)
            {
                return false;
            }

            start = end + 1;
        }

        return true;
    }
}
