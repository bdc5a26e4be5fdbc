using System.Text.Json;

namespace VgsCalm.Bulk.Journal;

/// <summary>
/// What was sent and what became of it, row by row, in a file that outlives the process: JSON Lines with a header, readable by its
/// owner only, written before each request and after each answer. It has no card number, no secret, and no hash of one.
/// </summary>
internal sealed class EnrolmentJournal : IDisposable
{
    private readonly JournalFile _file;
    private readonly RowIndex _index = new();
    private readonly MemoryStream _line = new(1024);
    private readonly Utf8JsonWriter _json;
    private readonly Clock _clock;

    private EnrolmentJournal(JournalFile file, Clock clock) =>
        (_file, _clock, _json) = (file, clock, new Utf8JsonWriter(_line));

    public string Path => _file.Path;

    /// <summary>Where its cards go.</summary>
    public JournalPlace Place { get; private set; } = null!;

    /// <summary>Whether it was begun when it was opened.</summary>
    public bool IsNew { get; private set; }

    /// <summary>When the first run began.</summary>
    public DateTimeOffset Started { get; private set; }

    /// <summary>The highest row that is known; 0 in a new journal.</summary>
    public long LastRow
    {
        get
        {
            lock (_file.Gate)
            {
                return _index.Last;
            }
        }
    }

    /// <summary>The last of the rows whose card VGS may have; 0 where there is none.</summary>
    public long LastSentRow
    {
        get
        {
            var row = LastRow;
            while (row > 0 && !EnrolmentRecord.IsSent(StateOf(row)))
            {
                row--;
            }

            return row;
        }
    }

    /// <summary>When the last line was written; null in a new journal.</summary>
    public DateTimeOffset? LastWritten { get; private set; }

    /// <summary>How many rows the input had whose import has ended; null while it has not, or where it was gone on with.</summary>
    public long? EndedAfter { get; private set; }

    /// <summary>
    /// Whether its import is complete: it came to its end, and no row of its input is unknown, unfinished or left. One that the input had
    /// once and has no more was never sent, or the input would not have fitted.
    /// </summary>
    public bool IsComplete =>
        EndedAfter is { } rows
        && !HasRow(rows, state => IsUnknown(state) || state is EnrolmentState.Withdrawn or EnrolmentState.Enrolling);

    /// <summary>Whether there are rows of which the outcome is not known.</summary>
    public bool HasUnknownRows => HasRow(LastRow, IsUnknown);

    /// <summary>Opens a journal, or begins one.</summary>
    /// <exception cref="VgsApiException">JournalMismatch: the file is not this import's; Conflict: another run has it.</exception>
    public static EnrolmentJournal Open(string path, JournalPlace place, Clock clock) =>
        Open(JournalOpening.Open(path, clock), place, clock);

    /// <summary>The same, of a file that is open.</summary>
    internal static EnrolmentJournal Open(JournalFile file, JournalPlace place, Clock clock) =>
        Load(file, clock, loader => loader.ReadOrBegin(new JournalHeader(place, clock.UtcNow)));

    /// <summary>Opens a journal that is there, to read it; it stays as it is.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="place">Where the cards are to go; null where that is not known.</param>
    /// <param name="clock">Time.</param>
    /// <exception cref="VgsApiException">JournalMismatch: it is none, or another place's.</exception>
    public static EnrolmentJournal OpenToRead(string path, JournalPlace? place, Clock clock)
    {
        var found = JournalSuccessor.Find(path) ?? path;
        var stream = new FileStream(found, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1);
        return Load(new JournalFile(stream, path, clock), clock, loader => loader.Read(place));
    }

    /// <summary>Opens an earlier journal of the same place, to read it.</summary>
    /// <inheritdoc cref="OpenToRead" path="/exception"/>
    public EnrolmentJournal OpenEarlier(string path) => OpenToRead(path, Place, _clock);

    private static EnrolmentJournal Load(JournalFile file, Clock clock, Action<JournalLoader> load)
    {
        try
        {
            var journal = new EnrolmentJournal(file, clock);
            var loader = new JournalLoader(file, journal._index);
            lock (file.Gate)
            {
                load(loader);
            }

            (journal.Place, journal.IsNew, journal.Started, journal.EndedAfter, journal.LastWritten) = (
                loader.Place,
                loader.IsNew,
                loader.Started,
                loader.EndedAfter,
                loader.LastWritten
            );
            return journal;
        }
        catch (InvalidDataException error)
        {
            file.Dispose();
            throw JournalFault.Mismatch(file.Path, error.Message, JournalFault.NoJournal);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public EnrolmentState StateOf(long row)
    {
        lock (_file.Gate)
        {
            return _index.StateOf(row);
        }
    }

    /// <summary>The last record of a row; null where there is none.</summary>
    public EnrolmentRecord? Read(long row)
    {
        lock (_file.Gate)
        {
            var offset = _index.OffsetOf(row);
            return offset == 0
                ? null
                : EnrolmentRecordJson.Read(_file.Reader.ReadLine(offset))
                    ?? throw JournalFault.Mismatch(Path, $"the line of row {row} cannot be read", JournalFault.Damaged);
        }
    }

    /// <summary>Writes a record, with the time. When this returns, the record outlives the process.</summary>
    /// <exception cref="JournalException">It cannot be written: nothing may be sent on the strength of it.</exception>
    public void Append(EnrolmentRecord record)
    {
        var now = _clock.UtcNow;
        lock (_file.Gate)
        {
            _line.SetLength(0);
            _json.Reset();
            EnrolmentRecordJson.Write(_json, record, now);
            _json.Flush();
            _line.WriteByte((byte)'\n');
            _index.Set(record.Row, record.State, _file.Append(_line.GetBuffer(), (int)_line.Length));
            (EndedAfter, LastWritten) = (record.EndedAfter, now);
        }
    }

    /// <summary>Writes that the import of all rows of the input has ended, unless the journal says so already.</summary>
    /// <inheritdoc cref="JournalFile.Complete" path="/exception"/>
    public void Complete(long rows)
    {
        lock (_file.Gate)
        {
            if (EndedAfter != rows && LastRow > 0 && Read(LastRow) is { } last)
            {
                Append(last with { EndedAfter = rows });
            }

            _file.Complete();
        }
    }

    /// <inheritdoc cref="JournalFile.Flush"/>
    public void Flush()
    {
        lock (_file.Gate)
        {
            _file.Flush();
        }
    }

    /// <inheritdoc cref="JournalFile.MoveTo"/>
    public void MoveTo(string path) => _file.MoveTo(path);

    /// <summary>The last record of each row, in the order of the input.</summary>
    /// <param name="rows">How many rows the input has: those that it had once and has no more are left out.</param>
    public IEnumerable<EnrolmentRecord> LastRecords(long rows = long.MaxValue)
    {
        for (long row = 1, last = Math.Min(LastRow, rows); row <= last; row++)
        {
            if (Read(row) is { } record)
            {
                yield return record;
            }
        }
    }

    /// <summary>Everything that was ever written, in that order.</summary>
    public IEnumerable<EnrolmentRecord> History()
    {
        lock (_file.Gate)
        {
            foreach (var (_, buffer, start, length) in _file.Reader.Lines(from: 0))
            {
                if (EnrolmentRecordJson.Read(buffer.AsSpan(start, length)) is { } record)
                {
                    yield return record;
                }
            }
        }
    }

    public void Dispose()
    {
        lock (_file.Gate)
        {
            _file.Dispose();
        }

        _json.Dispose();
        _line.Dispose();
    }

    private bool HasRow(long last, Func<EnrolmentState, bool> isMeant)
    {
        for (long row = 1, end = Math.Min(last, LastRow); row <= end; row++)
        {
            if (isMeant(StateOf(row)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsUnknown(EnrolmentState state) => state is EnrolmentState.Unknown or EnrolmentState.Sending;
}
