using System.Net;

namespace VgsCalm.Http.Exchange;

/// <summary>
/// A request body that knows whether any of it left. Until then the service cannot have acted; and it leaves once only,
/// so that no layer below repeats a request that the rules do not allow to be repeated.
/// </summary>
internal sealed class OnceContent : HttpContent
{
    private readonly byte[] _body;
    private int _started;

    public OnceContent(byte[] body, string? contentType)
    {
        _body = body;
        if (contentType is not null)
        {
            Headers.TryAddWithoutValidation("Content-Type", contentType);
        }
    }

    public bool Started => Volatile.Read(ref _started) != 0;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            throw new IOException("The body was sent once already; it is not sent again.");
        }

        return stream.WriteAsync(_body, 0, _body.Length);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
