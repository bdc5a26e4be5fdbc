using System.Net;

namespace VgsCalm.Http.Proxy;

/// <summary>
/// The proxy that this machine names, by environment or settings, for every address but those of the loopback: what goes there goes in
/// clear text, and is for this machine alone.
/// </summary>
internal sealed class SystemProxy : IWebProxy
{
    /// <summary>What to do where it refuses this user. .NET reads the environment once in the life of a process.</summary>
    public const string HowToSignIn =
        "Put the proxy's user and password into the system's proxy settings, or into HTTPS_PROXY (http://USER:PASSWORD@HOST:PORT), and "
        + "go on in a new shell: a shell keeps the proxy that it began with.";

    /// <summary>What to do where it, or a session's own proxy, refuses the host.</summary>
    public const string HowToPass = "Ask whoever runs the proxy to let this host through, then try again.";

    private readonly IWebProxy? _inner;

    public SystemProxy(IWebProxy? inner) => _inner = inner;

    public static SystemProxy Current => new(WebRequest.DefaultWebProxy);

    public ICredentials? Credentials
    {
        get => _inner?.Credentials;
        set => throw new NotSupportedException("The credentials of this machine's proxy are the machine's.");
    }

    public bool IsBypassed(Uri host) => host.IsLoopback || _inner is null || _inner.IsBypassed(host);

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : _inner?.GetProxy(destination);

    /// <summary>
    /// Scheme, host and port of the proxy that a request to this loopback address bypasses; null where there is none.
    /// </summary>
    public string? FindBypassed(Uri loopback) =>
        loopback.IsLoopback && _inner is not null && !_inner.IsBypassed(loopback)
            ? _inner.GetProxy(loopback) is { } proxy && proxy != loopback
                ? $"{proxy.Scheme}://{proxy.Authority}"
                : null
            : null;
}
