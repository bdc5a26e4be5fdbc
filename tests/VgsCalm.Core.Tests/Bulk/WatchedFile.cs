namespace VgsCalm.Core.Tests.Bulk;

/// <summary>A file that counts its flushes to the disk, and runs out of disk when a test says so.</summary>
internal sealed class WatchedFile(string path)
    : FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 1)
{
    private int _flushes;
    private long _room = long.MaxValue;

    /// <summary>How often what was written was brought to the disk itself.</summary>
    public int DiskFlushes => Volatile.Read(ref _flushes);

    /// <summary>Bytes that still fit on the disk.</summary>
    public long Room
    {
        get => Interlocked.Read(ref _room);
        set => Interlocked.Exchange(ref _room, value);
    }

    /// <summary>The disk itself fails, which the system says when it is flushed.</summary>
    public bool FailsToFlush { get; set; }

    public override void Write(byte[] array, int offset, int count)
    {
        if (count <= Room)
        {
            base.Write(array, offset, count);
            Interlocked.Add(ref _room, -count);
            return;
        }

        // What fits is written, as a disk does that fills up in the middle of a line.
        base.Write(array, offset, (int)Room);
        Room = 0;
        throw new IOException("No space left on device.");
    }

    public void FlushToDisk()
    {
        Interlocked.Increment(ref _flushes);
        if (FailsToFlush)
        {
            throw new IOException("Input/output error.");
        }
    }
}
