using System.Security;
using VgsCalm.Auth;

namespace VgsCalm.Accounts;

/// <summary>An account's id and secret, as they were read from a store. The secret is a copy, which outlives the store's own.</summary>
internal sealed record StoredCredential(string ClientId, SecureString Secret)
{
    /// <summary>The id as it may be shown.</summary>
    public string ShownId => ClientCredentials.Shown(ClientId);

    /// <summary>The account's settings, where the store keeps them with the credential; null where it does not.</summary>
    public VgsServiceAccountConfig? Settings { get; init; }

    /// <summary>
    /// Whether it is an account's. A store may change an id that it saves, its case for one: by its secret it is known all the same.
    /// </summary>
    /// <param name="account">An account whose secret is known; null for none.</param>
    public bool IsOf(ServiceAccount? account) =>
        account is not null && (ClientId == account.ClientId || HasSecretOf(account));

    /// <summary>Whether the secret is that of an account whose secret is known.</summary>
    public bool HasSecretOf(ServiceAccount account)
    {
        using var mine = new ClientCredentials(ClientId, Secret);
        using var theirs = new ClientCredentials(account.ClientId, account.ClientSecret!);
        var isSame = false;
        mine.Lend(one => theirs.Lend(other => isSame = one.SequenceEqual(other)));
        return isSame;
    }
}
