using System.Net.Sockets;
using System.Text;

namespace VgsCalm.Tests.Faults;

/// <summary>One connection of a <see cref="FaultyWire"/>, as its script sees it; it closes when the script ends.</summary>
internal sealed class WireConnection(
    Socket socket,
    Stream stream,
    byte[] request,
    Uri behind,
    string elsewhere,
    CancellationToken end
)
{
    /// <summary>Address of another server, to which nothing may go.</summary>
    public string Elsewhere => elsewhere;

    /// <summary>Sends text, a byte a character: what is beyond ASCII need not be UTF-8.</summary>
    public Task SendAsync(string text) => stream.WriteAsync(Encoding.Latin1.GetBytes(text), end).AsTask();

    /// <summary>Has the emulator carry the request out, and hands its answer over.</summary>
    public async Task PassOnAsync() => await CarryOutAsync(stream);

    /// <summary>Has the emulator carry the request out, and keeps the answer.</summary>
    public Task CarryOutAsync() => CarryOutAsync(Stream.Null);

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
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(behind.Host, behind.Port, end);
        await using var emulator = client.GetStream();
        var text = Encoding.Latin1.GetString(request);
        var headers = text.IndexOf("\r\n", StringComparison.Ordinal) + 2;
        await emulator.WriteAsync(Encoding.Latin1.GetBytes(text.Insert(headers, "Connection: close\r\n")), end);
        await emulator.CopyToAsync(answer, end);
    }
}
