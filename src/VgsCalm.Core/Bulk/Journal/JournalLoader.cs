namespace VgsCalm.Bulk.Journal;

/// <summary>Reads what a journal's file has in it when it is opened: whose it is, and where each row stands.</summary>
/// <param name="file">The file.</param>
/// <param name="index">Gets the rows.</param>
internal sealed class JournalLoader(JournalFile file, RowIndex index)
{
    // Rows are written nearly in order: a record far ahead of all others is damage, and must not cost memory.
    private const long MaxRowsAhead = 1_000_000;

    /// <summary>Where its cards go.</summary>
    public JournalPlace Place { get; private set; } = null!;

    /// <summary>When the first run began.</summary>
    public DateTimeOffset Started { get; private set; }

    /// <summary>Whether it was begun now.</summary>
    public bool IsNew { get; private set; }

    /// <summary>How many rows the input had whose import has ended; null while it has not.</summary>
    public long? EndedAfter { get; private set; }

    /// <summary>When the last line was written; null in a new journal.</summary>
    public DateTimeOffset? LastWritten { get; private set; }

    /// <summary>
    /// Reads the journal, or begins it with this header where nothing was written yet; ends a last line that a crash
    /// tore.
    /// </summary>
    /// <exception cref="VgsApiException">JournalMismatch: the file is no journal, another place's, or damaged.</exception>
    public void ReadOrBegin(JournalHeader ours)
    {
        if (IsUnwritten())
        {
            file.Truncate(0);
            var line = ours.ToLine();
            file.Append(line, line.Length);
            (Place, Started, IsNew) = (ours.Place, ours.Started, true);
            return;
        }

        // A crash tore the last line. The line before it says where the row stands.
        var end = ReadLines(ours.Place);
        if (end == file.End)
        {
            return;
        }

        if (AddLastLine(end) is { } lineEnd)
        {
            file.EndLastLine(lineEnd);
        }
        else
        {
            file.Truncate(end);
        }
    }

    /// <summary>Reads the journal as an import of it would, and changes nothing.</summary>
    /// <param name="place">Where the cards are to go; null where that is not known.</param>
    /// <inheritdoc cref="ReadOrBegin" path="/exception"/>
    public void Read(JournalPlace? place)
    {
        if (IsUnwritten())
        {
            IsNew = true;
            return;
        }

        var end = ReadLines(place);
        if (end < file.End)
        {
            AddLastLine(end);
        }
    }

    private bool IsUnwritten() => file.End == 0 || IsTornHeader();

    // An editor or a copy may take the last line's end, and so may a power cut: a whole record counts. One that a crash tore led to no
    // request. Gives where the record ends; null where there is none.
    private long? AddLastLine(long start)
    {
        var line = file.Reader.ReadRest(start);
        if (EnrolmentRecordJson.Read(line) is not { } record || record.Row > index.Last + MaxRowsAhead)
        {
            return null;
        }

        if (!EnrolmentRecordJson.TryReadState(line, out _, out _))
        {
            throw Mismatch("its last line is damaged", JournalFault.Damaged);
        }

        index.Set(record.Row, record.State, start);
        (EndedAfter, LastWritten) = (record.EndedAfter, record.At);
        return start + line.Length;
    }

    // Gives the end of the last whole line.
    private long ReadLines(JournalPlace? place)
    {
        long end = 0;
        long last = 0;
        var number = 0L;
        foreach (var (offset, buffer, start, length) in file.Reader.Lines(from: 0))
        {
            var line = buffer.AsSpan(start, length);
            if (++number == 1)
            {
                RequireSamePlace(place, line.ToArray());
            }
            else if (
                EnrolmentRecordJson.TryReadState(line, out var row, out var state)
                && row <= index.Last + MaxRowsAhead
            )
            {
                index.Set(row, state, offset);
                last = offset;
            }
            else
            {
                throw Mismatch($"its line {number} is damaged", JournalFault.Damaged);
            }

            end = offset + length + 1;
        }

        if (last > 0 && EnrolmentRecordJson.Read(file.Reader.ReadLine(last)) is { } record)
        {
            (EndedAfter, LastWritten) = (record.EndedAfter, record.At);
        }

        return end;
    }

    private void RequireSamePlace(JournalPlace? place, byte[] line)
    {
        var header =
            JournalHeader.Read(line, out var problem, out var isNewer)
            ?? throw Mismatch(problem, isNewer ? JournalFault.Newer : JournalFault.NoJournal);
        if (place is not null && !header.Place.IsSameAs(place))
        {
            throw Mismatch(
                $"it belongs to {header.Place}, and the session to {place}",
                "Connect to its place (Connect-VgsCalm, with a -Name of its own beside this session, then -Session). Only if these "
                    + "cards are meant for this session's place, give them a -JournalPath of their own."
            );
        }

        (Place, Started) = (header.Place, header.Started);
    }

    // A header without its end: the crash came before anything was sent. Anything else is a file of another kind, and is left alone.
    private bool IsTornHeader()
    {
        if (file.Reader.Lines(from: 0).Any())
        {
            return false;
        }

        var beginning = JournalHeader.Beginning;
        var torn = new byte[Math.Min(file.End, beginning.Length)];
        if (file.End > 4096 || !file.Reader.TryReadStart(torn))
        {
            throw Mismatch("it is not a journal", JournalFault.NoJournal);
        }

        return beginning.Slice(0, torn.Length).SequenceEqual(torn)
            ? true
            : throw Mismatch("it is not a journal", JournalFault.NoJournal);
    }

    private VgsApiException Mismatch(string why, string action) => JournalFault.Mismatch(file.Path, why, action);
}
