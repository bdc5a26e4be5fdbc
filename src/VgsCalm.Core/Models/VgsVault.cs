namespace VgsCalm;

/// <summary>A vault that the session's person or account may see. Source: VGS's Accounts API.</summary>
public sealed class VgsVault
{
    internal VgsVault(string vaultId) => VaultId = vaultId;

    /// <summary>The vault's id (<c>tnt…</c>; VGS promises no prefix), as <c>-VaultId</c> takes it.</summary>
    public string VaultId { get; }

    /// <summary>Its name; not unique.</summary>
    public string? Name { get; internal set; }

    /// <summary>VGS's word for its environment: <c>SANDBOX</c>, <c>LIVE</c> and others.</summary>
    public string? Environment { get; internal set; }

    /// <summary>The caller's role in it; null where VGS does not say.</summary>
    public string? Role { get; internal set; }

    /// <summary>The organization that it belongs to; null where VGS does not say.</summary>
    public string? OrganizationId { get; internal set; }

    /// <summary>When it was made, in local time; null where VGS does not say.</summary>
    public DateTime? CreatedAt { get; internal set; }

    /// <summary>Name and id.</summary>
    public override string ToString() => Name is null ? VaultId : $"{Name} ({VaultId})";
}
