using System.Text.RegularExpressions;
using VgsCalm.Cards;

namespace VgsCalm.Redaction;

/// <summary>Takes tokens, security codes and card numbers out of texts and paths before they are shown.</summary>
internal static class Redactor
{
    /// <summary>What stands in place of a secret.</summary>
    public const string Hidden = "***";

    private const int MinCardNumberDigits = 13;
    private const int MinCvvDigits = 3;

    // One of those that people, addresses and word processors put between groups of digits.
    private const string Separator = @"(?:%20|%2[dD]|[ \t.\-_/+\u00a0\u2007\u202f\u2010-\u2015])?";

    // 13 to 19 digits, also in groups: what a card number can be (ISO/IEC 7812).
    private static readonly Regex CardNumber = new(
        $"(?<![0-9])(?:[0-9]{Separator}){{12,18}}[0-9](?![0-9])",
        RegexOptions.CultureInvariant
    );

    // A longer run of digits may have a card number in it, so it is masked as well.
    private static readonly Regex LongerDigits = new(
        $"[0-9](?:{Separator}[0-9]){{18,}}",
        RegexOptions.CultureInvariant
    );

    // CardNumber takes 19 digits at most. Where other digits stood right before a card number, the rest of the number is left over right
    // after the mask, or before it.
    private static readonly Regex DigitsAtMask = new(
        $"(?<=\\*)[0-9](?:{Separator}[0-9]){{10,}}|[0-9](?:{Separator}[0-9]){{12,}}(?=\\*)",
        RegexOptions.CultureInvariant
    );

    // Three or four digits that are said to be a CVV: cvv=123, "cvc2": "1234", cvv%3D123.
    private static readonly Regex NamedCvv = new(
        @"(?<=(?:cvv2?|cvc2?|csc|security_code)(?:\W|%[0-9A-F]{2}|\\u[0-9A-F]{4}){1,6})[0-9]{3,4}(?![0-9])",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    );

    // A JSON Web Token (RFC 7519): its header is an object, so it begins with the base64 of {".
    private static readonly Regex WebToken = new(
        @"eyJ[A-Za-z0-9_\-]{5,}\.[A-Za-z0-9_\-.]+",
        RegexOptions.CultureInvariant
    );

    // Has something that no word of a path has, a digit or a capital: an id such as CRDx81…, CRDabc…, tntabc123, a UUID, a number.
    private static readonly Regex Identifier = new(
        "^(?=.*[0-9A-Z])[A-Za-z0-9_.~%@:-]{8,}$",
        RegexOptions.CultureInvariant
    );

    /// <summary>First six and last four digits of a card number, the most that may be shown of it (PCI DSS 3.4.1).</summary>
    public static string MaskCardNumber(string digits) =>
        digits.Length < MinCardNumberDigits
            ? new string('*', digits.Length)
            : digits.Substring(0, 6) + new string('*', digits.Length - 10) + digits.Substring(digits.Length - 4);

    /// <summary>Replaces every run of digits that can be a card number.</summary>
    /// <remarks>Every name and state of a card comes through here; most have no digit.</remarks>
    public static string MaskCardNumbers(string text) =>
        CountDigits(text) < MinCardNumberDigits
            ? text
            : DigitsAtMask.Replace(LongerDigits.Replace(CardNumber.Replace(text, Mask), Mask), Mask);

    /// <summary>A path with every part masked that is or holds a card number, encoded or not.</summary>
    public static string MaskPath(string path) => string.Join("/", path.Split('/').Select(MaskSegment));

    /// <summary>Masks card numbers and hides tokens and CVVs in the text of a server, which may repeat what it was sent.</summary>
    public static string MaskSensitive(string text)
    {
        var shown = WebToken.Replace(text, Hidden);
        return CountDigits(shown) < MinCvvDigits ? shown : MaskCardNumbers(NamedCvv.Replace(shown, Hidden));
    }

    /// <summary>A path without its query, in which anything may stand.</summary>
    public static string WithoutQuery(string path) => path.Split('?')[0];

    /// <summary>A path without its query, each identifier in it shortened to its ends.</summary>
    public static string ShortenPath(string path) => string.Join("/", WithoutQuery(path).Split('/').Select(Shorten));

    private static int CountDigits(string text)
    {
        var digits = 0;
        foreach (var c in text)
        {
            if (c is >= '0' and <= '9')
            {
                digits++;
            }
        }

        return digits;
    }

    private static string MaskSegment(string segment)
    {
        var masked = MaskCardNumbers(segment);
        if (masked != segment)
        {
            return masked;
        }

        var plain = Uri.UnescapeDataString(segment);
        return MaskedNumber.MayBeCardNumber(plain) ? MaskedNumber.Mask(plain)! : segment;
    }

    private static string Shorten(string segment)
    {
        if (!Identifier.IsMatch(segment))
        {
            return MaskSegment(segment);
        }

        return segment.Substring(0, 3) + "…" + segment.Substring(segment.Length - 3);
    }

    private static string Mask(Match digits) =>
        MaskCardNumber(
            new string([
                .. digits
                    .Value.Replace("%20", "")
                    .Replace("%2d", "")
                    .Replace("%2D", "")
                    .Where(c => c is >= '0' and <= '9'),
            ])
        );
}
