using System.Security.Cryptography;

namespace VgsCalm.Emulator.Auth.SignIn;

/// <summary>A device's request for a sign-in (RFC 8628) and what the person has decided.</summary>
internal sealed class DeviceGrant(string[] scopes, DateTimeOffset expiresAt)
{
    private const string Letters = "BCDFGHJKLMNPQRSTVWXZ";

    private long _lastPollTicks;
    private int _spent;
    private PersonSession? _session;
    private volatile bool _refused;

    public string DeviceCode { get; } = Identifier.CreateRandom(43);

    public string UserCode { get; } =
        RandomNumberGenerator.GetString(Letters, 4) + "-" + RandomNumberGenerator.GetString(Letters, 4);

    public string[] Scopes { get; } = scopes;

    public DateTimeOffset ExpiresAt { get; } = expiresAt;

    public PersonSession? Session => Volatile.Read(ref _session);

    public bool IsRefused => _refused;

    public void Approve(PersonSession session) => Volatile.Write(ref _session, session);

    public void Refuse() => _refused = true;

    /// <summary>Marks it as spent; false when it was spent before.</summary>
    public bool TrySpend() => Interlocked.Exchange(ref _spent, 1) == 0;

    /// <summary>Notes a poll; true when it came sooner than the interval after the last one.</summary>
    public bool IsTooFast(DateTimeOffset now, TimeSpan interval)
    {
        var last = Interlocked.Exchange(ref _lastPollTicks, now.UtcTicks);
        return last != 0 && now.UtcTicks - last < interval.Ticks;
    }
}
