using VgsCalm.Emulator.Auth.SignIn;

namespace VgsCalm.Emulator.Auth;

/// <summary>An access token as the emulator remembers it. The APIs trust this record, not the claims in the text.</summary>
internal sealed record IssuedToken(
    string Text,
    Principal Principal,
    string[] Scopes,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt,
    int Generation
)
{
    private volatile bool _revoked;

    /// <summary>The person's session that it belongs to; null for a service account's token.</summary>
    public PersonSession? Session { get; init; }

    public bool IsRevoked => _revoked;

    public void Revoke() => _revoked = true;
}
