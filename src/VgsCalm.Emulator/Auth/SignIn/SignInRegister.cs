using System.Collections.Concurrent;

namespace VgsCalm.Emulator.Auth.SignIn;

/// <summary>Sign-ins under way, codes, devices' requests and persons' sessions with their refresh tokens.</summary>
internal sealed class SignInRegister(EmulatorOptions options, TimeProvider time)
{
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, PendingSignIn> _pending = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, AuthorizationCode> _codes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DeviceGrant> _devices = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RefreshToken> _refreshTokens = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<PersonSession> _sessions = new();

    /// <summary>Sessions that are neither ended nor idle for too long.</summary>
    public int OpenSessions => _sessions.Count(IsOpen);

    /// <summary>Every refresh token and code ever handed out.</summary>
    public string[] Secrets => [.. _refreshTokens.Keys, .. _codes.Keys, .. _devices.Keys];

    public PendingSignIn Begin(PendingSignIn signIn) => _pending[signIn.Id] = signIn;

    public PendingSignIn? FindPending(string? id) => id is null ? null : _pending.GetValueOrDefault(id);

    public void End(PendingSignIn signIn) => _pending.TryRemove(signIn.Id, out _);

    public PersonSession Open(Person person, string[] scopes)
    {
        var session = new PersonSession(person, scopes, time.GetUtcNow());
        _sessions.Enqueue(session);
        return session;
    }

    public AuthorizationCode IssueCode(PendingSignIn signIn, PersonSession session)
    {
        var code = new AuthorizationCode(signIn, session, time.GetUtcNow() + CodeLifetime);
        return _codes[code.Text] = code;
    }

    public AuthorizationCode? FindCode(string text) => _codes.GetValueOrDefault(text);

    public DeviceGrant BeginDevice(string[] scopes)
    {
        var device = new DeviceGrant(scopes, time.GetUtcNow().AddSeconds(options.SignIn.DeviceCodeLifetime));
        return _devices[device.DeviceCode] = device;
    }

    public DeviceGrant? FindDevice(string deviceCode) => _devices.GetValueOrDefault(deviceCode);

    /// <summary>The device's request, however the person types its code.</summary>
    public DeviceGrant? FindByUserCode(string userCode)
    {
        var letters = Letters(userCode);
        return _devices.Values.FirstOrDefault(device =>
            string.Equals(Letters(device.UserCode), letters, StringComparison.OrdinalIgnoreCase)
        );
    }

    public RefreshToken IssueRefreshToken(PersonSession session)
    {
        var token = new RefreshToken(session);
        return _refreshTokens[token.Text] = token;
    }

    public RefreshToken? FindRefreshToken(string text) => _refreshTokens.GetValueOrDefault(text);

    public bool IsOpen(PersonSession session) =>
        !session.IsEnded && time.GetUtcNow() - session.LastUsedAt < TimeSpan.FromSeconds(options.SignIn.IdleLifetime);

    /// <summary>Ends all sessions, as an administrator of the realm can.</summary>
    public void EndAll()
    {
        foreach (var session in _sessions)
        {
            session.End();
        }
    }

    private static string Letters(string code) => string.Concat(code.Where(char.IsAsciiLetter));
}
