using System.Management.Automation;
using System.Security;
using VgsCalm.Accounts;

namespace VgsCalm;

/// <summary>A service account of an organization. Source: VGS "Authentication - V1" and the Accounts API.</summary>
public sealed class VgsServiceAccount
{
    private readonly ServiceAccount _account;

    internal VgsServiceAccount(ServiceAccount account, string organizationId)
    {
        _account = account;
        OrganizationId = organizationId;
    }

    /// <summary>Client id, the user name of <see cref="Credential"/>.</summary>
    public string ClientId => _account.ClientId;

    /// <summary>Client secret; VGS gives it once, when the account is made, so it is null in a list.</summary>
    public SecureString? ClientSecret => _account.ClientSecret;

    /// <summary>
    /// Id and secret, for <c>Connect-VgsCalm -Credential</c> and for SecretManagement; null where the secret is not
    /// known.
    /// </summary>
    public PSCredential? Credential =>
        _account.ClientSecret is null ? null : new PSCredential(_account.ClientId, _account.ClientSecret);

    /// <summary>Name; need not be unique.</summary>
    public string? Name => _account.Name;

    /// <summary>Scopes that every token of it carries.</summary>
    public string[] Scope => _account.Scope;

    /// <summary>Scopes that a token carries only when they are asked for.</summary>
    public string[] OptionalScope => _account.OptionalScope;

    /// <summary>The vault it serves (<c>tnt…</c>), where it is bound to one.</summary>
    public string? VaultId => _account.VaultId;

    /// <summary>Lifetime of its tokens in seconds; null where VGS decides.</summary>
    public int? AccessTokenLifespan => _account.AccessTokenLifespan;

    /// <summary>When it was made, in local time; null where VGS does not tell.</summary>
    public DateTime? CreatedAt => _account.CreatedAt?.LocalDateTime;

    /// <summary>The organization it belongs to (<c>AC…</c>).</summary>
    public string OrganizationId { get; }

    /// <summary>The user that VGS Dashboard shows for it; deleting that user revokes the account too.</summary>
    public string DashboardUser => ClientId + "@vgs.dev";

    /// <summary>Name and client id, never the secret.</summary>
    public override string ToString() => Name is null ? ClientId : $"{Name} ({ClientId})";

    /// <summary>With a view of its own, which says on the screen that the secret is given this once.</summary>
    internal PSObject AsNew()
    {
        var shown = new PSObject(this);
        shown.TypeNames.Insert(0, typeof(VgsServiceAccount).FullName + "#New");
        return shown;
    }

    /// <summary>The configuration that it was made of, with id and secret where they are known.</summary>
    internal VgsServiceAccountConfig ToConfig() => _account.ToConfig();
}
