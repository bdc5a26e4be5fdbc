using System.Diagnostics.CodeAnalysis;
using VgsCalm.Redaction;

namespace VgsCalm.Webhooks;

/// <summary>Texts of an event as they may be shown: it is VGS's, but customers chose some of them.</summary>
internal static class WebhookText
{
    /// <summary>Card numbers masked, tokens and CVVs hidden, control characters replaced; hashes and UUIDs whole.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Redact(string? text) => text is null ? null : Redactor.MaskSensitive(text);

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
}
