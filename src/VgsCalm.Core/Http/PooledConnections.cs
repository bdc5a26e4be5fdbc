using System.Reflection;

namespace VgsCalm.Http;

/// <summary>
/// How long connections live. SocketsHttpHandler has the settings, which netstandard2.0 does not know: they are made by reflection, and
/// where the runtime has no such handler (.NET Framework) connections are as the runtime keeps them.
/// </summary>
internal static class PooledConnections
{
    // Names are looked up again when a connection is made: a failover is seen within two minutes.
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(100);

    // Servers and balancers drop idle connections without a word, some after few seconds. A POST that is written to such a one is lost.
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Settles how long the connections of a handler live, before its first request.</summary>
    /// <param name="handler">The handler.</param>
    /// <param name="isPooled">Whether a connection is used more than once.</param>
    /// <returns>The handler.</returns>
    public static HttpClientHandler Settle(HttpClientHandler handler, bool isPooled = true)
    {
        if (SocketsOf(handler) is { } sockets)
        {
            var type = sockets.GetType();
            type.GetProperty("PooledConnectionLifetime")?.SetValue(sockets, isPooled ? Lifetime : TimeSpan.Zero);
            type.GetProperty("PooledConnectionIdleTimeout")?.SetValue(sockets, IdleTimeout);
        }

        return handler;
    }

    /// <summary>The SocketsHttpHandler behind a handler; null where the runtime has none.</summary>
    public static object? SocketsOf(HttpClientHandler handler) =>
        typeof(HttpClientHandler)
            .GetField("_underlyingHandler", BindingFlags.NonPublic | BindingFlags.Instance)
            ?.GetValue(handler);
}
