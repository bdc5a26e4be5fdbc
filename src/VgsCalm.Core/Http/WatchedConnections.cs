using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.ExceptionServices;

namespace VgsCalm.Http;

/// <summary>The connections that a handler makes, by a callback of SocketsHttpHandler's that netstandard2.0 does not know.</summary>
internal sealed class WatchedConnections
{
    private readonly object _lock = new();
    private readonly List<Socket> _sockets = [];
    private bool _isForgetful;

    /// <summary>Watches a handler, before its first request.</summary>
    /// <returns>Whether the runtime has a way to (.NET Framework has none).</returns>
    public bool TryWatch(HttpClientHandler handler)
    {
        var sockets = PooledConnections.SocketsOf(handler);
        if (sockets?.GetType().GetProperty("ConnectCallback") is not { } connect)
        {
            return false;
        }

        var method = GetType().GetMethod(nameof(ConnectAsync), BindingFlags.NonPublic | BindingFlags.Instance)!;
        connect.SetValue(sockets, Delegate.CreateDelegate(connect.PropertyType, this, method));
        return true;
    }

    /// <summary>Whether the server has closed one, once its answer has been read; null: it cannot be told.</summary>
    public bool? AnyClosed()
    {
        lock (_lock)
        {
            try
            {
                // Nothing follows an answer but the end, before which TLS may send an alert.
                return _sockets.Count == 0 ? null : _sockets.Exists(socket => socket.Poll(0, SelectMode.SelectRead));
            }
            catch (SocketException)
            {
                return true;
            }
            catch (ObjectDisposedException)
            {
                // Closed on this side: the answer was given up.
                return null;
            }
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

            cancellationToken.ThrowIfCancellationRequested();
        }
        catch (Exception error)
        {
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            ExceptionDispatchInfo.Capture(error).Throw();
        }

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
