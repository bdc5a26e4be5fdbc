using System.Security;

namespace VgsCalm.Auth;

/// <summary>A bearer token with its times. Its text is read by the transport and by Get-VgsAccessToken, and by nothing else.</summary>
internal sealed class AccessToken
{
    /// <summary>Lifetime that counts where the server names none, or an absurd one.</summary>
    public static readonly TimeSpan AssumedLifetime = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan LongestMargin = TimeSpan.FromSeconds(60);

    private readonly Lazy<SecureString> _secret;

    /// <param name="value">The token's text.</param>
    /// <param name="scope">The scopes granted.</param>
    /// <param name="lifetime">The server's <c>expires_in</c>.</param>
    /// <param name="requestedAt">Monotonic time at which the request left: the lifetime is counted from there, which errs
    /// on the safe side.</param>
    /// <param name="requestedOn">The same moment on the wall clock, for display.</param>
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
        RenewAt = ExpiresAt - MarginOf(lifetime);
        _secret = new Lazy<SecureString>(() => SecretText.ToSecureString(value));
    }

    public string Value { get; }

    /// <summary>The same as a secure string: one for all who ask, who must not dispose of it. Made when first asked for.</summary>
    public SecureString Secret => _secret.Value;

    /// <summary>The token as a header's value (RFC 6750 §2.1).</summary>
    public string Authorization { get; }

    public string[] Scope { get; }

    /// <summary>Wall-clock expiry, for display only; decisions use <see cref="ExpiresAt"/>.</summary>
    public DateTimeOffset ExpiresOn { get; }

    /// <summary>Monotonic time of expiry.</summary>
    public TimeSpan ExpiresAt { get; }

    /// <summary>Monotonic time from which the token is renewed: 60 s, or a fifth of a short lifetime, before expiry.</summary>
    public TimeSpan RenewAt { get; }

    public override string ToString() => "access token (not shown)";

    private static TimeSpan MarginOf(TimeSpan lifetime)
    {
        var fifth = TimeSpan.FromTicks(lifetime.Ticks / 5);
        return fifth < LongestMargin ? fifth : LongestMargin;
    }
}
