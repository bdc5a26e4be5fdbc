using System.Collections;

namespace VgsCalm;

/// <summary>
/// What VGS has told by webhook, checked and read. Every member that the event did not have is null. Source: VGS notifications (CALM V1
/// and CMP).
/// </summary>
public sealed class VgsWebhookEvent
{
    private readonly string? _oldNumber;
    private readonly string? _newNumber;

    internal VgsWebhookEvent(string? oldNumber, string? newNumber)
    {
        _oldNumber = oldNumber;
        _newNumber = newNumber;
    }

    /// <summary>Identifier of the event, the same each time that it is sent: what was done for it once need not be done again.</summary>
    public string? Id { get; internal set; }

    /// <summary>Name as VGS gives it, such as <c>au_card.updated</c> or <c>cmp_au_card.updated</c>.</summary>
    public string? Event { get; internal set; }

    /// <summary>What it is about, whichever API it comes from.</summary>
    public VgsWebhookSubject Subject { get; internal set; }

    /// <summary>What has happened, whichever API it comes from.</summary>
    public VgsWebhookChange Change { get; internal set; }

    /// <summary>When it happened, in local time as PowerShell has all times.</summary>
    public DateTime? Timestamp { get; internal set; }

    /// <summary>The organization, <c>AC…</c>.</summary>
    public string? OrganizationId { get; internal set; }

    /// <summary>The vault, <c>tnt…</c>.</summary>
    public string? VaultId { get; internal set; }

    /// <summary>The card, <c>CRD…</c>, as Get-VgsCard takes it.</summary>
    public string? CardId { get; internal set; }

    /// <summary>Alias of the card number, as Get-VgsNetworkToken takes it.</summary>
    public string? PanAlias { get; internal set; }

    /// <summary>State of the network token as VGS gives it, in whatever case: <c>CARD_UPDATED</c>, <c>suspended</c>.</summary>
    public string? State { get; internal set; }

    /// <summary>Number before the change, masked to first six and last four digits; an alias is shown whole.</summary>
    public string? OldNumber { get; internal set; }

    /// <summary>Number after the change, of the card or of the token, masked as the old one.</summary>
    public string? NewNumber { get; internal set; }

    /// <summary>Month of expiry before the change, <c>YYYY-MM</c>; as VGS gave it where its form is another.</summary>
    public string? OldExpiry { get; internal set; }

    /// <summary>Month of expiry after the change, of the card or of the token, <c>YYYY-MM</c>.</summary>
    public string? NewExpiry { get; internal set; }

    /// <summary>Why, such as <c>card-brand-not-supported</c>.</summary>
    public string? ReasonCode { get; internal set; }

    /// <summary>All members of the event's details, by VGS's names, as text, with card numbers masked; empty ones are left out.</summary>
    public IDictionary Details { get; internal set; } = new Hashtable(StringComparer.OrdinalIgnoreCase);

    /// <summary>The whole new number, or the old one where there is no new one, for a caller that asks for it by name.</summary>
    public string? RevealNumber() => _newNumber ?? _oldNumber;

    /// <summary>The whole old number, for a caller that asks for it by name.</summary>
    public string? RevealOldNumber() => _oldNumber;

    /// <summary>Event, and the id of the card, never a number.</summary>
    public override string ToString() =>
        (CardId ?? PanAlias ?? Id) is { } what ? $"{Event ?? "an event"} ({what})" : Event ?? "an event";
}
