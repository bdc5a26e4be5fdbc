namespace VgsCalm.Accounts;

/// <summary>
/// Where the consumers of an account find its credential, such as a secret vault. Both throw <see
/// cref="VgsApiException"/>.
/// </summary>
/// <param name="SaveAsync">Puts the credential of an account, whose secret is known, in place of what is there.</param>
/// <param name="ReadAsync">Gives what is there, as consumers read it; null where there is nothing.</param>
internal sealed record CredentialStore(
    Func<ServiceAccount, CancellationToken, Task> SaveAsync,
    Func<CancellationToken, Task<StoredCredential?>> ReadAsync
);
