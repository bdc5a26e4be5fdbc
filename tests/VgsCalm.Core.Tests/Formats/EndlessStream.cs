namespace VgsCalm.Core.Tests.Formats;

/// <summary>As many spaces as asked for, in small portions, and a count of those that were read.</summary>
internal sealed class EndlessStream(long length, bool canSeek) : Stream
{
    public long BytesRead { get; private set; }

    public long FailsAt { get; init; } = long.MaxValue;

    public override bool CanRead => true;

    public override bool CanSeek => canSeek;

    public override bool CanWrite => false;

    public override long Length => canSeek ? length : throw new NotSupportedException();

    public override long Position
    {
        get => canSeek ? BytesRead : throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (BytesRead >= FailsAt)
        {
            throw new IOException("The disk is gone.");
        }

        var portion = (int)Math.Min(Math.Min(count, 1000), length - BytesRead);
        Array.Fill(buffer, (byte)' ', offset, portion);
        BytesRead += portion;
        return portion;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
