using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace VgsCalm.Testing.Servers;

/// <summary>
/// A TCP server for what an HTTP server cannot be made to do. What a connection meets is, in this order: the next script of the queue;
/// the script that breaks the requested place; the server behind. One request a connection unless a script keeps it open, so that no
/// connection that was kept hides a fault.
/// </summary>
public sealed class WireServer : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<WireScript> _queue = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly List<Task> _connections = [];
    private readonly Uri? _behind;
    private readonly string _elsewhere;
    private Task _accepting = Task.CompletedTask;
    private volatile Breakage? _breakage;
    private int _hits;
    private int _accepted;

    /// <param name="behind">The server to which everything is passed on that meets no script; null: such connections are closed.</param>
    /// <param name="elsewhere">Address of another server, for redirects.</param>
    public WireServer(Uri? behind = null, string elsewhere = "")
    {
        // Bound and not listening: the port belongs to this server, which refuses connections until Listen.
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _behind = behind;
        _elsewhere = elsewhere;
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>Request lines that were read, in order.</summary>
    public string[] Requests => [.. _requests];

    /// <summary>Requests to the broken place, whether they met the script or not.</summary>
    public int Hits => Volatile.Read(ref _hits);

    /// <summary>Connections that were made, whatever was sent on them.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    public WireServer Listen()
    {
        _listener.Listen();
        _accepting = AcceptAsync();
        return this;
    }

    /// <summary>Puts a script into the queue: it is played once.</summary>
    public WireServer Then(WireScript script)
    {
        _queue.Enqueue(script);
        return this;
    }

    /// <summary>From now on the requests to that place meet the script, or only the first of them.</summary>
    public WireServer Break(WireScript script, Spot spot, bool once = false)
    {
        _breakage = new Breakage(script, spot, once);
        return this;
    }

    public void Heal() => _breakage = null;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_connections);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync(_end.Token);
                Interlocked.Increment(ref _accepted);
                _connections.Add(ServeAsync(socket));
            }
        }
        catch (Exception over)
            when (over is OperationCanceledException or ObjectDisposedException
                || (over is SocketException && _end.IsCancellationRequested)
            )
        {
            // The test is over; a socket that is closed while it accepts says so by an error of its own.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var owned = socket;
        await using var plain = new NetworkStream(socket, ownsSocket: false);
        try
        {
            if (TakeGreeting() is { } greeting)
            {
                await greeting.Play(new WireConnection(socket, plain, [], _behind, _elsewhere, _end.Token));
                return;
            }

            var stream = await SecureAsync(plain);
            for (var isOpen = true; isOpen; )
            {
                var request = await ReadRequestAsync(stream);
                var script = TakeScript(request);
                var connection = new WireConnection(socket, stream, request, _behind, _elsewhere, _end.Token);
                await (script?.Play(connection) ?? connection.PassOnAsync());
                isOpen = script is { KeepsOpen: true };
            }
        }
        catch (Exception gone)
            when (gone is IOException or SocketException or OperationCanceledException or AuthenticationException)
        {
            // The client went away, or was meant to: the test looks at what it makes of this.
        }
    }

    private WireScript? TakeGreeting()
    {
        if (_queue.TryPeek(out var next))
        {
            return next.When == Moment.AtConnection && _queue.TryDequeue(out next) ? next : null;
        }

        return _breakage is { Script: { When: Moment.AtConnection } greeting } ? greeting : null;
    }

    private WireScript? TakeScript(byte[] request)
    {
        var text = Encoding.Latin1.GetString(request);
        _requests.Enqueue(text[..text.IndexOf("\r\n", StringComparison.Ordinal)]);
        if (_queue.TryDequeue(out var next))
        {
            return next;
        }

        return
            _breakage is { } breakage
            && breakage.Spot.Fits(text)
            && (Interlocked.Increment(ref _hits) == 1 || !breakage.Once)
            ? breakage.Script
            : null;
    }

    private async Task<Stream> SecureAsync(Stream plain)
    {
        if (_breakage?.Script.Certificate is not { } certificate)
        {
            return plain;
        }

        var secured = new SslStream(plain);
        await secured.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = certificate },
            _end.Token
        );
        return secured;
    }

    private async Task<byte[]> ReadRequestAsync(Stream stream)
    {
        var request = new MemoryStream();
        var buffer = new byte[8192];
        while (true)
        {
            var read = await stream.ReadAsync(buffer, _end.Token);
            if (read == 0)
            {
                throw new IOException("The client closed.");
            }

            request.Write(buffer, 0, read);
            var text = Encoding.Latin1.GetString(request.GetBuffer(), 0, (int)request.Length);
            var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head >= 0 && request.Length >= head + 4 + ContentLength(text[..head]))
            {
                return request.ToArray();
            }
        }
    }

    private static int ContentLength(string head) =>
        head.Split("\r\n")
            .FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            is { } line
            ? int.Parse(line.AsSpan(15), CultureInfo.InvariantCulture)
            : 0;

    private sealed record Breakage(WireScript Script, Spot Spot, bool Once);
}
