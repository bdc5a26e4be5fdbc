using System.Security;

namespace VgsCalm.Auth;

/// <summary>A bearer token with its times. Its text is read by the transport and by Get-VgsAccessToken, and by nothing else.</summary>
internal sealed class AccessToken
{
    /// <summary>Lifetime that counts where the server names none, or an absurd one.</summary>
    public static readonly TimeSpan AssumedLifetime = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan MaxMargin = TimeSpan.FromSeconds(60);

    private readonly Lazy<SecureString> _secret;
    private readonly TimeSpan _renewalMargin;

    /// <param name="value">The token's text.</param>
    /// <param name="scope">The scopes granted.</param>
    /// <param name="lifetime">The server's <c>expires_in</c>.</param>
    /// <param name="requestedAt">Monotonic time at which the request left: the lifetime is counted from there, which errs
    /// on the safe side.</param>
    /// <param name="requestedOn">The same moment on the wall clock.</param>
    public AccessToken(
        string value,
        string[] scope,
        TimeSpan lifetime,
        TimeSpan requestedAt,
        DateTimeOffset requestedOn
    )
    {
        Value = value;
        Authorization = "Bearer " + value;
        Scope = scope;
        ExpiresAt = requestedAt + lifetime;
        ExpiresOn = requestedOn + lifetime;
        _renewalMargin = RenewalMargin(lifetime);
        _secret = new Lazy<SecureString>(() => SecretText.ToSecureString(value));
    }

    public string Value { get; }

    /// <summary>The same as a secure string: one for all who ask, who must not dispose of it. Made when first asked for.</summary>
    public SecureString Secret => _secret.Value;

    /// <summary>The token as a header's value (RFC 6750 §2.1).</summary>
    public string Authorization { get; }

    public string[] Scope { get; }

    /// <summary>Expiry on the wall clock.</summary>
    public DateTimeOffset ExpiresOn { get; }

    /// <summary>Expiry on the monotonic clock.</summary>
    public TimeSpan ExpiresAt { get; }

    /// <summary>True once either clock says that it has expired.</summary>
    public bool IsExpired(Clock clock) => Remaining(clock) <= TimeSpan.Zero;

    /// <summary>True from 60 s, or a fifth of a short lifetime, before its expiry on either clock.</summary>
    public bool IsDueForRenewal(Clock clock) => Remaining(clock) <= _renewalMargin;

    /// <summary>
    /// Time until the earlier of both expiries. The monotonic clock stands still while the machine sleeps, and the wall clock may be
    /// set: neither alone tells how old a token is.
    /// </summary>
    public TimeSpan Remaining(Clock clock)
    {
        var (monotonic, wall) = (ExpiresAt - clock.Elapsed, ExpiresOn - clock.UtcNow);
        return monotonic < wall ? monotonic : wall;
    }

    public override string ToString() => "access token (not shown)";

    private static TimeSpan RenewalMargin(TimeSpan lifetime)
    {
        var fifth = TimeSpan.FromTicks(lifetime.Ticks / 5);
        return fifth < MaxMargin ? fifth : MaxMargin;
    }
}
