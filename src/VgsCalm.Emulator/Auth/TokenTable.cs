using System.Collections.Concurrent;

namespace VgsCalm.Emulator.Auth;

/// <summary>Every access token ever issued, and whether it still counts.</summary>
internal sealed class TokenTable(TimeProvider time, ServiceAccountRegister accounts)
{
    private readonly ConcurrentDictionary<string, IssuedToken> _tokens = new(StringComparer.Ordinal);
    private int _generation;
    private int _requests;

    public string[] Texts => [.. _tokens.Keys];

    public int Count => _tokens.Count;

    /// <summary>Requests to the token endpoint, those refused or hit by a fault too.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Number of the last revocation of all; a token of an older one counts no more.</summary>
    public int Generation => Volatile.Read(ref _generation);

    public void CountRequest() => Interlocked.Increment(ref _requests);

    public void Add(IssuedToken token) => _tokens[token.Text] = token;

    public void RevokeAll() => Interlocked.Increment(ref _generation);

    /// <summary>The token, if it counts now: known, not expired, not revoked, its account still there.</summary>
    public IssuedToken? Find(string text) =>
        _tokens.TryGetValue(text, out var token)
        && !token.IsRevoked
        && token.Session is not { IsEnded: true }
        && token.Generation == Generation
        && token.ExpiresAt > time.GetUtcNow()
        && (token.Principal.Account is not { } account || accounts.Knows(account))
            ? token
            : null;
}
