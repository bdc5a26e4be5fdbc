using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace VgsCalm.Redaction;

/// <summary>Takes tokens, security codes, card numbers and the users of addresses out of texts and paths before they are shown.</summary>
internal static class Redactor
{
    /// <summary>What stands in place of a secret.</summary>
    public const string Hidden = "***";

    // Twice the longest token that is known; a secret that the cut goes through lies in it and is cut off with it.
    private const int Margin = 16 * 1024;

    private const int MaxPlainWord = 40;

    // Digits that are said to be a security code or a PIN: cvv=123, "cvc2": "1234", cvv%3D123, security code 123.
    private static readonly Regex NamedCode = new(
        @"(?<=(?:cvv2?|cvc2?|cvn2?|csc|cav2?|cid|pin|security[ _-]?code|verification[ _-]?(?:value|code))"
            + @"(?:\W|%[0-9A-F]{2}|\\u[0-9A-F]{4}){1,6})[0-9]{3,4}(?![0-9])",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        TimeSpan.FromSeconds(2)
    );

    // The secret fields of a form or of a JSON object, which a server may repeat with another secret in them, or cut.
    private static readonly Regex NamedSecret = new(
        @"(?<=(?:client_secret|client_assertion|refresh_token|access_token|id_token|device_code|code_verifier|password)"
            + @"(?:=|%3D|\\*""\s{0,9}:\s{0,9}\\*""))[^&\s""'<\\]+",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(2)
    );

    // What stands between such a field and its secret.
    private static readonly char[] SecretSigns = ['=', '%', '"'];

    private static readonly char[] Digits = [.. "0123456789"];

    // Has something that no word of a path has, a digit or a capital: an id such as CRDx81…, CRDabc…, tntabc123, a UUID, a number.
    private static readonly Regex Identifier = new(
        "^(?=.*[0-9A-Z])[A-Za-z0-9_.~%@:-]{8,}$",
        RegexOptions.CultureInvariant
    );

    /// <summary>Replaces every run of digits that can be a card number.</summary>
    public static string MaskCardNumbers(string text) => CardNumberText.Mask(text);

    /// <summary>A path with every part masked that is or holds a card number, encoded or not. An id passes whole.</summary>
    public static string MaskPath(string path) =>
        string.Join(
            "/",
            AddressText
                .Redact(path)
                .Split('/')
                .Select(segment => OpaqueId.IsMatch(Uri.UnescapeDataString(segment)) ? segment : MaskSegment(segment))
        );

    /// <summary>
    /// The text of a server, which may repeat what it was sent: card numbers masked, tokens, security codes and the users of addresses
    /// hidden, control characters replaced.
    /// </summary>
    public static string MaskSensitive(string text) => MaskText(text, CardNumberText.Mask);

    /// <summary>
    /// A name that a person chose, as it may be shown: the same, but of numbers only those are masked that are certainly a card's.
    /// </summary>
    [return: NotNullIfNotNull(nameof(name))]
    public static string? MaskName(string? name) => name is null ? null : MaskText(name, CardNumberText.MaskProven);

    private static string MaskText(string text, Func<string, string> maskNumbers)
    {
        if (IsPlainWord(text))
        {
            return text;
        }

        var redacted = WebTokenText.Redact(AddressText.Redact(TerminalText.Clean(text)));
        try
        {
            return maskNumbers(HideNamed(redacted));
        }
        catch (RegexMatchTimeoutException)
        {
            return Hidden;
        }
    }

    // Every holder's name comes through here: the patterns are not tried where they cannot match.
    private static string HideNamed(string text)
    {
        var hidden = text.IndexOfAny(SecretSigns) < 0 ? text : NamedSecret.Replace(text, Hidden);
        return hidden.IndexOfAny(Digits) < 0 ? hidden : NamedCode.Replace(hidden, Hidden);
    }

    // A state, an event, a code: most of what a card's answer has. Without a digit, a sign or the beginning of a token it hides nothing.
    private static bool IsPlainWord(string text)
    {
        foreach (var c in text)
        {
            if (c is not ((>= 'a' and <= 'z') or '_'))
            {
                return false;
            }
        }

        return text.Length <= MaxPlainWord;
    }

    /// <summary>The beginning of a text, redacted. A long text is cut first, so that it costs no more than a short one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxLength">Characters that are shown.</param>
    /// <param name="redact">Redacts it.</param>
    public static string Excerpt(string text, int maxLength, Func<string, string> redact)
    {
        var isCut = text.Length > maxLength + (2 * Margin);
        var redacted = redact(isCut ? text.Substring(0, maxLength + (2 * Margin)) : text);
        var shown = Math.Min(maxLength, isCut ? Math.Max(0, redacted.Length - Margin) : redacted.Length);
        return shown < redacted.Length ? redacted.Substring(0, shown) + "…" : redacted;
    }

    /// <summary>A path without its query, in which anything may stand.</summary>
    public static string WithoutQuery(string path) =>
        path.IndexOf('?') is >= 0 and var at ? path.Substring(0, at) : path;

    /// <summary>A path without its query, each identifier in it shortened to its ends.</summary>
    public static string ShortenPath(string path) =>
        string.Join("/", AddressText.Redact(WithoutQuery(path)).Split('/').Select(Shorten));

    private static string MaskSegment(string segment)
    {
        var masked = CardNumberText.Mask(segment);
        var plain = Uri.UnescapeDataString(segment);
        return masked == segment && MaskedNumber.MayBeCardNumber(plain) ? MaskedNumber.Mask(plain)! : masked;
    }

    private static string Shorten(string segment) =>
        Identifier.IsMatch(segment)
            ? segment.Substring(0, 3) + "…" + segment.Substring(segment.Length - 3)
            : MaskSegment(segment);
}
