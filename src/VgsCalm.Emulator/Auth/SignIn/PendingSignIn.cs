namespace VgsCalm.Emulator.Auth.SignIn;

/// <summary>A sign-in that a browser has begun: what the client asked for, and how far the person has come.</summary>
internal sealed class PendingSignIn
{
    public string Id { get; } = Identifier.CreateRandom(24);

    public required string[] Scopes { get; init; }

    /// <summary>Where the browser goes at the end; null for a device, which is told by polling.</summary>
    public string? RedirectUri { get; init; }

    public string? State { get; init; }

    public string? Nonce { get; init; }

    public string? CodeChallenge { get; init; }

    /// <summary>The organization whose identity provider was asked for.</summary>
    public string? IdentityProvider { get; init; }

    /// <summary>The device's request; null for a browser's own.</summary>
    public DeviceGrant? Device { get; init; }

    /// <summary>Who has signed in; null before that.</summary>
    public Person? Person { get; set; }
}
