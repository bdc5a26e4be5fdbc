using System.Net.Sockets;
using System.Text;

namespace VgsCalm.Auth.SignIn;

/// <summary>One connection of a browser to the listener: one request is read, one page is written.</summary>
internal sealed class CallbackConnection : IDisposable
{
    // What a browser sends in front of a callback: far less than this. RFC 9112 leaves the limit to the server.
    private const int MaxRequestBytes = 32 * 1024;

    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);

    private readonly TcpClient _client;
    private readonly NetworkStream _stream;

    public CallbackConnection(TcpClient client)
    {
        _client = client;
        _client.NoDelay = true;
        _stream = client.GetStream();
    }

    /// <summary>Method and target of the request; null where none came, or no HTTP.</summary>
    public async Task<(string Method, string Target)?> ReadAsync(CancellationToken cancellationToken)
    {
        // A read of a socket does not heed a token on .NET Framework; closing the stream ends it.
        using var closing = cancellationToken.Register(static stream => ((Stream)stream!).Dispose(), _stream);
        var buffer = new byte[MaxRequestBytes];
        var (length, text) = (0, "");
        while (length < buffer.Length)
        {
            var read = await _stream
                .ReadAsync(buffer, length, buffer.Length - length, cancellationToken)
                .ConfigureAwait(false);
            if (read == 0)
            {
                return null;
            }

            length += read;
            text = Encoding.ASCII.GetString(buffer, 0, length);
            if (text.Contains("\r\n\r\n"))
            {
                return RequestLine(text);
            }
        }

        // The rest is of no use: a browser sends along the cookies of whatever else this machine serves.
        return RequestLine(text);
    }

    /// <summary>Writes a page, and closes only when the browser has it: a connection that breaks shows as an error page.</summary>
    public async Task WriteAsync(byte[] page)
    {
        using var limit = new CancellationTokenSource(CloseLimit);
        using var closing = limit.Token.Register(static stream => ((Stream)stream!).Dispose(), _stream);
        try
        {
            await _stream.WriteAsync(page, 0, page.Length, limit.Token).ConfigureAwait(false);
            _client.Client.Shutdown(SocketShutdown.Send);
            var rest = new byte[1024];
            while (await _stream.ReadAsync(rest, 0, rest.Length, limit.Token).ConfigureAwait(false) > 0)
            {
                // Until the browser closes its side.
            }
        }
        catch (Exception gone)
            when (gone is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The browser went away: the page was for its window only.
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        _client.Dispose();
    }

    private static (string Method, string Target)? RequestLine(string request)
    {
        var parts = request.Split('\r')[0].Split(' ');
        return parts.Length == 3 && parts[2].StartsWith("HTTP/", StringComparison.Ordinal)
            ? (parts[0], parts[1])
            : null;
    }
}
