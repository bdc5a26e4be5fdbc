using System.Security;

namespace VgsCalm.Accounts;

/// <summary>A service account as the Accounts API tells of it.</summary>
internal sealed record ServiceAccount(
    string ClientId,
    SecureString? ClientSecret,
    string? Name,
    string[] Scope,
    string? VaultId,
    int? AccessTokenLifespan,
    IReadOnlyDictionary<string, string> Annotations
)
{
    /// <summary>Scopes that a token carries only when they are asked for.</summary>
    public string[] OptionalScope { get; init; } = [];

    /// <summary>When it was made; null where the list does not tell.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Every vault it may act for.</summary>
    public string[] Vaults { get; init; } = [];

    /// <summary>The account of an id whose settings are these.</summary>
    public static ServiceAccount FromConfig(VgsServiceAccountConfig settings, string clientId) =>
        new(
            clientId,
            ClientSecret: null,
            settings.Name,
            settings.Scope,
            settings.VaultId,
            settings.AccessTokenLifespan,
            settings.Annotations
        )
        {
            OptionalScope = settings.OptionalScope,
            Vaults = settings.Vaults,
        };

    /// <summary>The configuration that it was made of, with id and secret where they are known.</summary>
    public VgsServiceAccountConfig ToConfig() =>
        new(Name ?? "", Scope)
        {
            OptionalScope = OptionalScope,
            VaultId = VaultId,
            Vaults = Vaults,
            Annotations = Annotations,
            AccessTokenLifespan = AccessTokenLifespan,
            ClientId = ClientId,
            ClientSecret = ClientSecret,
        };
}
