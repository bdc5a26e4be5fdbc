namespace VgsCalm.Bulk.Journal;

/// <summary>Reads the lines of a journal's file, from their offsets and in order. Not safe for several threads.</summary>
internal sealed class JournalReader(FileStream file, string path)
{
    // Longer than any line of ours: a row of the input has at most 64 Ki characters, and a reason some ten thousand.
    private const int MaxLine = 4 * 1024 * 1024;
    private const int ReadAhead = 64 * 1024;

    private readonly byte[] _cache = new byte[ReadAhead];
    private long _cacheStart;
    private int _cacheLength;

    /// <summary>Forgets what was read ahead, after the file was cut.</summary>
    public void Forget() => _cacheLength = 0;

    /// <summary>The line that begins at an offset, without its end; good until the next one is read.</summary>
    public ReadOnlySpan<byte> ReadLine(long offset)
    {
        for (var want = 4096; ; want *= 4)
        {
            var found = ReadCached(offset, want);
            var end = found.IndexOf((byte)'\n');
            if (end >= 0)
            {
                return found.Slice(0, end);
            }

            // The last line of a journal that is only read may lack its end. What another program has cut ends in the middle of a record.
            if (found.Length < want && WithoutEndOfNul(found) is [.., (byte)'}' or (byte)'\r'] and var last)
            {
                return last;
            }

            if (found.Length < want || want > MaxLine)
            {
                throw JournalException.OfLine(
                    path,
                    new EndOfStreamException($"the line at {offset} is gone: another program changed it")
                );
            }
        }
    }

    /// <summary>All lines from an offset on, with their offsets; a last one that has no end is not among them.</summary>
    /// <exception cref="InvalidDataException">A line is longer than any of a journal.</exception>
    public IEnumerable<(long Offset, byte[] Buffer, int Start, int Length)> Lines(long from)
    {
        var buffer = new byte[256 * 1024];
        var (held, position) = (0, from);
        while (true)
        {
            var read = ReadAt(position + held, buffer, held, buffer.Length - held);
            if (read == 0)
            {
                yield break;
            }

            held += read;
            var start = 0;
            int end;
            while ((end = Array.IndexOf(buffer, (byte)'\n', start, held - start)) >= 0)
            {
                yield return (position + start, buffer, start, end - start);
                start = end + 1;
            }

            if (start == 0 && held == buffer.Length)
            {
                if (held >= MaxLine)
                {
                    throw new InvalidDataException($"it has a line of more than {MaxLine} bytes");
                }

                Array.Resize(ref buffer, buffer.Length * 2);
            }

            Buffer.BlockCopy(buffer, start, buffer, 0, held - start);
            (held, position) = (held - start, position + start);
        }
    }

    /// <summary>
    /// What stands after the last line that has its end, without NUL bytes at the end of the file; nothing where that is longer than any
    /// line of a journal.
    /// </summary>
    public byte[] ReadRest(long from)
    {
        var rest = new byte[Math.Max(0, file.Length - from) is var length && length <= MaxLine ? length : 0];
        return ReadAt(from, rest, 0, rest.Length) == rest.Length ? WithoutEndOfNul(rest).ToArray() : [];
    }

    /// <summary>Fills a buffer from the start of the file.</summary>
    public bool TryReadStart(byte[] buffer) => ReadAt(0, buffer, 0, buffer.Length) == buffer.Length;

    // A power cut may leave them in place of what the system had not brought to the disk yet.
    private static ReadOnlySpan<byte> WithoutEndOfNul(ReadOnlySpan<byte> bytes)
    {
        var length = bytes.Length;
        while (length > 0 && bytes[length - 1] == 0)
        {
            length--;
        }

        return bytes.Slice(0, length);
    }

    private ReadOnlySpan<byte> ReadCached(long offset, int want)
    {
        if (want > ReadAhead)
        {
            var large = new byte[want];
            return large.AsSpan(0, ReadAt(offset, large, 0, want));
        }

        if (offset < _cacheStart || offset + want > _cacheStart + _cacheLength)
        {
            (_cacheStart, _cacheLength) = (offset, ReadAt(offset, _cache, 0, ReadAhead));
        }

        var start = (int)(offset - _cacheStart);
        return _cache.AsSpan(start, Math.Min(want, _cacheLength - start));
    }

    private int ReadAt(long offset, byte[] buffer, int start, int count)
    {
        file.Seek(offset, SeekOrigin.Begin);
        var total = 0;
        int read;
        while (total < count && (read = file.Read(buffer, start + total, count - total)) > 0)
        {
            total += read;
        }

        return total;
    }
}
