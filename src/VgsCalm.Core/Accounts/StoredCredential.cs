using System.Security;
using VgsCalm.Auth;

namespace VgsCalm.Accounts;

/// <summary>An account's id and secret, as they were read from a store.</summary>
internal sealed record StoredCredential(string ClientId, SecureString Secret)
{
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
