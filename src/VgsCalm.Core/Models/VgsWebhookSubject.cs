namespace VgsCalm;

/// <summary>What a webhook is about.</summary>
public enum VgsWebhookSubject
{
    /// <summary>Something else, which the event's name tells.</summary>
    Unknown,

    /// <summary>A card of the account updater: <c>au_card.…</c>, <c>cmp_au_card.…</c>.</summary>
    Card,

    /// <summary>A network token: <c>network_token.…</c>, <c>cmp_network_token.…</c>.</summary>
    NetworkToken,
}
