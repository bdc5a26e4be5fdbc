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

    /// <summary>Every vault it may act for.</summary>
    public string[] Vaults { get; init; } = [];
}
