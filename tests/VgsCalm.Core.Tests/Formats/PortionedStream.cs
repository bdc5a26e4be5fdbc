namespace VgsCalm.Core.Tests.Formats;

/// <summary>Makes its bytes as they are read, a portion at a time, and cannot seek: a file of any size that is kept nowhere.</summary>
internal sealed class PortionedStream(IEnumerable<byte[]> portions) : Stream
{
    private readonly IEnumerator<byte[]> _portions = portions.GetEnumerator();
    private byte[] _portion = [];
    private int _next;

    public long BytesRead { get; private set; }

    public bool IsDisposed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        while (_next == _portion.Length)
        {
            if (!_portions.MoveNext())
            {
                return 0;
            }

            (_portion, _next) = (_portions.Current, 0);
        }

        var length = Math.Min(count, _portion.Length - _next);
        Array.Copy(_portion, _next, buffer, offset, length);
        _next += length;
        BytesRead += length;
        return length;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        _portions.Dispose();
        base.Dispose(disposing);
    }
}
