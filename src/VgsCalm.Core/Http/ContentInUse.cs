using System.Net;

namespace VgsCalm.Http;

/// <summary>The content of an answer, which says when its reader is done with it.</summary>
internal sealed class ContentInUse : HttpContent
{
    private readonly HttpContent _inner;
    private Action? _ended;

    /// <param name="inner">The content.</param>
    /// <param name="ended">Called once, when it is disposed of.</param>
    public ContentInUse(HttpContent inner, Action ended)
    {
        _inner = inner;
        _ended = ended;
        foreach (var header in inner.Headers)
        {
            Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
    }

    protected override Task<Stream> CreateContentReadStreamAsync() => _inner.ReadAsStreamAsync();

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        _inner.CopyToAsync(stream, context);

    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? 0;
        return _inner.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
            Interlocked.Exchange(ref _ended, null)?.Invoke();
        }

        base.Dispose(disposing);
    }
}
