using System.Security;

namespace VgsCalm;

/// <summary>
/// What a service account is to be: the content of the <c>credentials.yaml</c> that the VGS CLI generates, applies and prints.
/// Source: VGS "Authentication - V1".
/// </summary>
public sealed class VgsServiceAccountConfig
{
    private string[] _vaults = [];

    internal VgsServiceAccountConfig(string name, string[] scope)
    {
        Name = name;
        Scope = scope;
    }

    /// <summary>Name of the account; need not be unique in the organization.</summary>
    public string Name { get; }

    /// <summary>Scopes that every token of the account carries, such as <c>cards:write</c>.</summary>
    public string[] Scope { get; }

    /// <summary>Scopes that a token carries only when they are asked for.</summary>
    public string[] OptionalScope { get; internal set; } = [];

    /// <summary>
    /// The vault that the account may act for (<c>tnt…</c>); null where the file names none, or lists several and singles out
    /// none with the annotation <c>vgs.io/vault-id</c>.
    /// </summary>
    public string? VaultId { get; internal set; }

    /// <summary>The organization of the vault (<c>AC…</c>), where the configuration was made from a vault; no file has it.</summary>
    public string? OrganizationId { get; internal set; }

    /// <summary>Every vault the file lists; for a CALM account it is the one in <see cref="VaultId"/>.</summary>
    public string[] Vaults
    {
        get => _vaults.Length > 0 || VaultId is null ? _vaults : [VaultId];
        internal set => _vaults = value;
    }

    /// <summary>Annotations other than the vault's, by key.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; internal set; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Lifetime of the account's tokens in seconds; null leaves it to VGS.</summary>
    public int? AccessTokenLifespan { get; internal set; }

    /// <summary>How the scopes are written in the file.</summary>
    public VgsScopeFormat ScopeFormat { get; internal set; }

    /// <summary>Client id, known after the configuration was applied; null before.</summary>
    public string? ClientId { get; internal set; }

    /// <summary>Client secret, known after the configuration was applied; null before.</summary>
    public SecureString? ClientSecret { get; internal set; }

    /// <summary>Name of the account; never the secret.</summary>
    public override string ToString() => ClientId is null ? Name : $"{Name} ({ClientId})";
}
