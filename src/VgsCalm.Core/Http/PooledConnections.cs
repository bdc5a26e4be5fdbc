using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace VgsCalm.Http;

/// <summary>
/// How long connections live, and what is known of their servers. SocketsHttpHandler has the settings, which
/// netstandard2.0 does not know:
/// they are made by reflection, and where the runtime has no such handler (.NET Framework) connections are as the runtime keeps them.
/// </summary>
internal sealed class PooledConnections
{
    // Names are looked up again when a connection is made: a failover is seen within two minutes.
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(100);

    // Servers and balancers drop idle connections without a word, some after few seconds. A POST that is written to such a one is lost.
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(1);

    private readonly object _lock = new();
    private readonly List<Socket> _sockets = [];
    private bool _isForgetful;

    private PooledConnections() { }

    /// <summary>Whether the settings could be made.</summary>
    public bool IsConfigured { get; private set; }

    /// <summary>Settles how long the connections of a handler live, before its first request.</summary>
    /// <param name="handler">The handler.</param>
    /// <param name="isPooled">Whether a connection is used more than once.</param>
    public static PooledConnections Configure(HttpClientHandler handler, bool isPooled = true)
    {
        var connections = new PooledConnections();
        var sockets = typeof(HttpClientHandler)
            .GetField("_underlyingHandler", BindingFlags.NonPublic | BindingFlags.Instance)
            ?.GetValue(handler);
        if (sockets?.GetType().GetProperty("ConnectCallback") is not { } connect)
        {
            return connections;
        }

        sockets
            .GetType()
            .GetProperty("PooledConnectionLifetime")
            ?.SetValue(sockets, isPooled ? Lifetime : TimeSpan.Zero);
        sockets.GetType().GetProperty("PooledConnectionIdleTimeout")?.SetValue(sockets, IdleTimeout);
        var callback = Delegate.CreateDelegate(
            connect.PropertyType,
            connections,
            typeof(PooledConnections).GetMethod(nameof(ConnectAsync), BindingFlags.NonPublic | BindingFlags.Instance)!
        );
        connect.SetValue(sockets, callback);
        connections.IsConfigured = true;
        return connections;
    }

    /// <summary>The connections that were made so far, the closed ones among them, until <see cref="Forget"/>.</summary>
    public IReadOnlyList<Socket> Made()
    {
        lock (_lock)
        {
            return [.. _sockets];
        }
    }

    /// <summary>Keeps no connection in mind any more.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _isForgetful = true;
            _sockets.Clear();
        }
    }

    /// <summary>Whether the other side has closed a connection; then the pool may have closed it, too.</summary>
    public static bool IsClosed(Socket socket)
    {
        // Readable without anything to read is the end. Of TLS, a short alert comes before it.
        const int MaxAlert = 64;
        try
        {
            return socket.Poll(0, SelectMode.SelectRead) && socket.Available <= MaxAlert;
        }
        catch (Exception error) when (error is ObjectDisposedException or SocketException)
        {
            return true;
        }
    }

    private async ValueTask<Stream> ConnectAsync(object context, CancellationToken cancellationToken)
    {
        var endPoint = (EndPoint)context.GetType().GetProperty("DnsEndPoint")!.GetValue(context)!;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using (cancellationToken.Register(socket.Dispose))
            {
                await socket.ConnectAsync(endPoint).ConfigureAwait(false);
            }
        }
        catch (Exception error)
        {
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(error).Throw();
        }

        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (!_isForgetful)
            {
                _sockets.Add(socket);
            }
        }

        return new NetworkStream(socket, ownsSocket: true);
    }
}
