namespace VgsCalm;

/// <summary>A network's own stand-in for a card. Source: VGS CALM V1, <c>/network-tokens</c>.</summary>
public sealed class VgsNetworkToken
{
    internal VgsNetworkToken(string panAlias) => PanAlias = panAlias;

    /// <summary>Alias of the card number, by which the token is known.</summary>
    public string PanAlias { get; }

    /// <summary><c>ACTIVE</c>, <c>SUSPENDED</c> or <c>DELETED</c>. It may still change after the token was made.</summary>
    public string? State { get; internal set; }

    /// <summary>Last four digits of the token.</summary>
    public string? Last4 { get; internal set; }

    /// <summary>Month of expiry, <c>YYYY-MM</c>.</summary>
    public string? ExpiresAt { get; internal set; }

    /// <summary>First digits of the card.</summary>
    public string? CardBin { get; internal set; }

    /// <summary>Last four digits of the card.</summary>
    public string? CardLast4 { get; internal set; }

    /// <summary>The card's month of expiry, <c>YYYY-MM</c>.</summary>
    public string? CardExpiresAt { get; internal set; }

    /// <summary>When it was made, in local time.</summary>
    public DateTime? CreatedAt { get; internal set; }

    /// <summary>When it last changed, in local time.</summary>
    public DateTime? UpdatedAt { get; internal set; }

    /// <summary>Alias and state.</summary>
    public override string ToString() => State is null ? PanAlias : $"{PanAlias} ({State})";
}
