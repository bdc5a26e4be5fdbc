namespace VgsCalm.Emulator.Auth.SignIn;

/// <summary>A code on its way through the browser to the client.</summary>
internal sealed class AuthorizationCode(PendingSignIn signIn, PersonSession session, DateTimeOffset expiresAt)
{
    private int _spent;

    public string Text { get; } = $"{Guid.NewGuid()}.{session.Id}.{Identifier.CreateRandom(16)}";

    public PendingSignIn SignIn { get; } = signIn;

    public PersonSession Session { get; } = session;

    public DateTimeOffset ExpiresAt { get; } = expiresAt;

    /// <summary>Marks it as spent; false when it was spent before.</summary>
    public bool TrySpend() => Interlocked.Exchange(ref _spent, 1) == 0;
}
