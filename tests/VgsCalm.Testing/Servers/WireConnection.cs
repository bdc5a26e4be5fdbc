using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace VgsCalm.Testing.Servers;

/// <summary>One connection of a <see cref="WireServer"/>, as its script sees it; it closes when the script ends.</summary>
public sealed class WireConnection(
    Socket socket,
    Stream stream,
    byte[] request,
    Uri? behind,
    string elsewhere,
    CancellationToken end
)
{
    /// <summary>Address of another server, to which nothing may go.</summary>
    public string Elsewhere => elsewhere;

    /// <summary>The request as it came; empty for a script that begins when the connection is made.</summary>
    public ReadOnlySpan<byte> Request => request;

    /// <summary>Takes so many bytes off the wire.</summary>
    public Task ReceiveAsync(int bytes) => stream.ReadExactlyAsync(new byte[bytes], end).AsTask();

    /// <summary>Sends text, a byte a character: what is beyond ASCII need not be UTF-8.</summary>
    public Task SendAsync(string text) => stream.WriteAsync(Encoding.Latin1.GetBytes(text), end).AsTask();

    /// <summary>Has the server behind carry the request out, and hands its answer over.</summary>
    public async Task PassOnAsync() => await CarryOutAsync(stream);

    /// <summary>Has the server behind carry the request out, and keeps the answer.</summary>
    public Task CarryOutAsync() => CarryOutAsync(Stream.Null);

    /// <summary>Ends TLS, as a server does before it closes, and leaves the connection open.</summary>
    public Task EndTlsAsync() => ((SslStream)stream).ShutdownAsync();

    /// <summary>Ends the connection the rude way.</summary>
    public void Reset() => socket.LingerState = new LingerOption(enable: true, 0);

    /// <summary>Sends nothing more, until the client has had enough.</summary>
    public async Task HoldAsync()
    {
        while (await stream.ReadAsync(new byte[1024], end) > 0) { }
    }

    /// <summary>Sends the same again and again, until the client has had enough.</summary>
    public async Task DripAsync(string drop)
    {
        while (true)
        {
            await SendAsync(drop);
            await Task.Delay(100, end);
        }
    }

    private async Task CarryOutAsync(Stream answer)
    {
        if (behind is null)
        {
            return;
        }

        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(behind.Host, behind.Port, end);
        await using var server = client.GetStream();
        var text = Encoding.Latin1.GetString(request);
        var headers = text.IndexOf("\r\n", StringComparison.Ordinal) + 2;
        await server.WriteAsync(Encoding.Latin1.GetBytes(text.Insert(headers, "Connection: close\r\n")), end);
        await server.CopyToAsync(answer, end);
    }
}
