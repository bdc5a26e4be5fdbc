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

    public bool IsRevoked => _revoked;

    public void Revoke() => _revoked = true;
}
