using System.Net;

namespace VgsCalm.Emulator.Http;

/// <summary>
/// Admits only requests that name this machine: a web page whose own name was pointed at 127.0.0.1 (DNS rebinding) names itself.
/// </summary>
internal static class LoopbackHost
{
    public static bool IsNamedBy(HttpRequest request) =>
        IsLoopback(request.Host.Host) && IsLoopbackOrigin(request.Headers.Origin.ToString());

    private static bool IsLoopbackOrigin(string origin) =>
        origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && IsLoopback(uri.Host));

    private static bool IsLoopback(string host) =>
        string.Equals(host, "127.0.0.1", StringComparison.Ordinal)
        || string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
