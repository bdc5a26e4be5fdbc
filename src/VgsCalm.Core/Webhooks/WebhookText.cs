using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using VgsCalm.Redaction;

namespace VgsCalm.Webhooks;

/// <summary>Texts of an event as they may be shown: it is VGS's, but customers chose some of them.</summary>
internal static class WebhookText
{
    private const int MinHexadecimal = 32;

    // A UUID or a hash, in which digits may stand side by side by chance; one without a letter can be a card number.
    private static readonly Regex Hexadecimal = new(
        "^(?=.*[a-fA-F])(?:[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|[0-9a-fA-F]{32,128})\\z",
        RegexOptions.CultureInvariant
    );

    /// <summary>Card numbers masked, tokens and CVVs hidden, control characters replaced; hashes and UUIDs whole.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Redact(string? text) =>
        text is null || IsHexadecimal(text) ? text : Redactor.MaskSensitive(text);

    /// <summary>
    /// An id as it came, whatever digits are in it, unless they are certainly a card's: it is the only handle on what it names, and
    /// receivers know by it what they have done.
    /// </summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? RedactId(string? text) =>
        text is not null && OpaqueId.IsWord(text) && !CardNumberRules.IsIn(text) && WebTokenText.Redact(text) == text
            ? text
            : Redact(text);

    /// <summary>A card number masked, or an alias.</summary>
    public static string? MaskNumber(string? text) => MaskedNumber.Mask(text);

    // By its length first: an event has twenty texts, and none of most events is as long.
    private static bool IsHexadecimal(string text) => text.Length >= MinHexadecimal && Hexadecimal.IsMatch(text);
}
