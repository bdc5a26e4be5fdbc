namespace VgsCalm.Emulator.Auth.SignIn;

/// <summary>A refresh token as the realm remembers it.</summary>
internal sealed class RefreshToken(PersonSession session)
{
    private int _spent;

    public string Text { get; } =
        SigningKey.Sign(
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["typ"] = "Refresh",
                ["jti"] = Guid.NewGuid().ToString(),
                ["azp"] = PublicClient.Id,
                ["sub"] = session.Person.Id,
                ["sid"] = session.Id,
            }
        );

    public PersonSession Session { get; } = session;

    /// <summary>Marks it as spent; false when it was spent before.</summary>
    public bool TrySpend() => Interlocked.Exchange(ref _spent, 1) == 0;
}
