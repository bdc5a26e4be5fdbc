using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace VgsCalm.Files;

/// <summary>
/// A pipe that is read in looks rather than in one wait: the system lets nothing but data or the writer's end reach a thread
/// that waits in open(2) or read(2), so Ctrl+C would not.
/// </summary>
internal sealed class PipeInput : Stream
{
    private static readonly TimeSpan WriterWaitLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(20);

    private readonly SafeFileHandle _pipe;
    private readonly string _path;
    private readonly CancellationToken _stop;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _position;
    private int _length;
    private bool _hasEnded;

    private PipeInput(SafeFileHandle pipe, string path, CancellationToken stop)
    {
        _pipe = pipe;
        _path = path;
        _stop = stop;
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Opens a pipe, and waits until a program writes to it.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="writerWaitLimit">How long the writer may take to come; null for 5 s.</param>
    /// <param name="stop">Ends this wait, and those for what the writer writes.</param>
    /// <exception cref="IOException">No program does so in time.</exception>
    /// <exception cref="OperationCanceledException">The command was stopped.</exception>
    public static PipeInput Open(string path, TimeSpan? writerWaitLimit, CancellationToken stop)
    {
        var input = new PipeInput(UnixFile.OpenPipeToRead(path), path, stop);
        try
        {
            input.WaitForWriter(writerWaitLimit ?? WriterWaitLimit);
            return input;
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_position == _length && !_hasEnded)
        {
            Fill();
        }

        var length = Math.Min(count, _length - _position);
        Buffer.BlockCopy(_buffer, _position, buffer, offset, length);
        _position += length;
        return length;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pipe.Dispose();
        }

        base.Dispose(disposing);
    }

    private void WaitForWriter(TimeSpan limit)
    {
        var since = Stopwatch.StartNew();
        while (UnixFile.TryRead(_pipe, _buffer, _path) is { } length)
        {
            if (length > 0)
            {
                _length = length;
                return;
            }

            if (since.Elapsed > limit)
            {
                throw new IOException(
                    $"No program writes to the pipe '{_path}'. Start the one that is to write to it first."
                );
            }

            Pause();
        }
    }

    private void Fill()
    {
        int? length;
        while ((length = UnixFile.TryRead(_pipe, _buffer, _path)) is null)
        {
            Pause();
        }

        _position = 0;
        _length = length.Value;
        _hasEnded = _length == 0;
    }

    private void Pause()
    {
        _stop.WaitHandle.WaitOne(LookInterval);
        _stop.ThrowIfCancellationRequested();
    }
}
