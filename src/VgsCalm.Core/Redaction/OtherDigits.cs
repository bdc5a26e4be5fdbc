using System.Text;
using System.Text.RegularExpressions;

namespace VgsCalm.Redaction;

/// <summary>
/// Finds what has as many digits as a card number, and by its form is none: a date with its time, an IPv4 address, a UUID, a hash. What
/// stands before it and after it is no number together.
/// </summary>
internal static class OtherDigits
{
    // A year of this century or the last, with which no card number begins; ISO 8601, also with a blank, as logs have it.
    private const string Time =
        "(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
        + "(?:[T ](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{1,9})?)?(?: ?[+-][01][0-9]:?[0-5][0-9])?)?(?![0-9])";

    private const string Octet = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})";

    private const string Hexadecimal =
        "(?=[0-9-]{0,127}[a-fA-F])(?:[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|[0-9a-fA-F]{32,128})(?![0-9A-Za-z])";

    private static readonly Regex Form = new(
        $@"(?<![0-9.])(?:{Time}|{Octet}(?:\.{Octet}){{3}}(?!\.?[0-9]))|(?<![0-9A-Za-z]){Hexadecimal}",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(2)
    );

    /// <summary>The text with everything masked that stands around such digits.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mask">Masks a part of it.</param>
    public static string MaskAround(string text, Func<string, string> mask)
    {
        StringBuilder? masked = null;
        var copied = 0;
        for (var found = Form.Match(text); found.Success; found = found.NextMatch())
        {
            if (!CardNumberRules.IsIn(found.Value))
            {
                masked ??= new StringBuilder(text.Length);
                masked.Append(mask(text.Substring(copied, found.Index - copied))).Append(found.Value);
                copied = found.Index + found.Length;
            }
        }

        return masked is null ? mask(text) : masked.Append(mask(text.Substring(copied))).ToString();
    }
}
