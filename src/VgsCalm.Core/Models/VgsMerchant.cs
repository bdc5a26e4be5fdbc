namespace VgsCalm;

/// <summary>
/// A merchant on whose behalf cards are enrolled. Source: VGS CALM V1, <c>POST /merchants</c> (known from samples only).
/// </summary>
public sealed class VgsMerchant
{
    internal VgsMerchant(string id) => Id = id;

    /// <summary>Identifier, <c>MC…</c>, for <c>-MerchantId</c>.</summary>
    public string Id { get; }

    /// <summary>Name under which the merchant trades.</summary>
    public string? DbaMerchantTradeName { get; internal set; }

    /// <summary>Legal name.</summary>
    public string? MerchantLegalName { get; internal set; }

    /// <summary>Merchant category code or the merchant's own code, as it was given.</summary>
    public string? MerchantCode { get; internal set; }

    /// <summary>Web site.</summary>
    public string? CompanyWebsiteUrl { get; internal set; }

    /// <summary>The acquirer's identification.</summary>
    public string? AcquirerIdentification { get; internal set; }

    /// <summary>The merchant's id at the acquirer.</summary>
    public string? AcquirerMerchantId { get; internal set; }

    /// <summary>Contact person.</summary>
    public string? ContactName { get; internal set; }

    /// <summary>Contact's mail address.</summary>
    public string? ContactEmail { get; internal set; }

    /// <summary>D-U-N-S number.</summary>
    public string? DunsNumber { get; internal set; }

    /// <summary>Vault (<c>tnt…</c>).</summary>
    public string? VaultId { get; internal set; }

    /// <summary>Organization (<c>AC…</c>).</summary>
    public string? OrganizationId { get; internal set; }

    /// <summary>When it was made, in local time.</summary>
    public DateTime? CreatedAt { get; internal set; }

    /// <summary>Trade name and id.</summary>
    public override string ToString() => DbaMerchantTradeName is null ? Id : $"{DbaMerchantTradeName} ({Id})";
}
