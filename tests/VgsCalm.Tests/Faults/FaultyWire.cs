using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace VgsCalm.Tests.Faults;

/// <summary>
/// A TCP server in front of the emulator, for what an HTTP server cannot be made to do: requests that fit meet the script, all others
/// pass. One request a connection, so that nothing that was kept open hides a fault.
/// </summary>
internal sealed class FaultyWire : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _connections = [];
    private readonly Uri _behind;
    private readonly string _elsewhere;
    private Task _accepting = Task.CompletedTask;
    private volatile Spell? _spell;
    private int _hits;
    private int _accepted;

    /// <param name="behind">The emulator.</param>
    /// <param name="elsewhere">Address of another server, for redirects.</param>
    public FaultyWire(Uri behind, string elsewhere)
    {
        // Bound and not listening: the port is nobody else's, and until Listen it refuses.
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _behind = behind;
        _elsewhere = elsewhere;
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>Requests to that place, whether they met the script or not.</summary>
    public int Hits => Volatile.Read(ref _hits);

    /// <summary>Connections that were made, whatever was sent on them.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    public FaultyWire Listen()
    {
        _listener.Listen();
        _accepting = AcceptAsync();
        return this;
    }

    /// <summary>From now on the requests to that place meet the script, or only the first of them.</summary>
    public void Break(WireScript script, Spot spot, bool once) => _spell = new Spell(script, spot, once);

    public void Heal() => _spell = null;

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
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var owned = socket;
        await using var plain = new NetworkStream(socket, ownsSocket: false);
        try
        {
            if (_spell is { Script: { When: Moment.AtConnection } greeting })
            {
                await greeting.Play(new WireConnection(socket, plain, [], _behind, _elsewhere, _end.Token));
                return;
            }

            var stream = await SecuredAsync(plain);
            var request = await ReadRequestAsync(stream);
            var connection = new WireConnection(socket, stream, request, _behind, _elsewhere, _end.Token);
            if (_spell is not { } spell || !spell.Spot.Fits(Encoding.Latin1.GetString(request)))
            {
                await connection.PassOnAsync();
                return;
            }

            if (Interlocked.Increment(ref _hits) == 1 || !spell.Once)
            {
                await spell.Script.Play(connection);
            }
            else
            {
                await connection.PassOnAsync();
            }
        }
        catch (Exception gone)
            when (gone
                    is IOException
                        or SocketException
                        or OperationCanceledException
                        or System.Security.Authentication.AuthenticationException
            )
        {
            // The client went away, or was meant to: what it makes of this is the test's affair.
        }
    }

    private async Task<Stream> SecuredAsync(Stream plain)
    {
        if (_spell?.Script.Certificate is not { } certificate)
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
            if (head >= 0 && request.Length >= head + 4 + LengthIn(text[..head]))
            {
                return request.ToArray();
            }
        }
    }

    private static int LengthIn(string head) =>
        head.Split("\r\n")
            .FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            is { } line
            ? int.Parse(line.AsSpan(15), System.Globalization.CultureInfo.InvariantCulture)
            : 0;

    private sealed record Spell(WireScript Script, Spot Spot, bool Once);
}
