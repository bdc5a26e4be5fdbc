using System.Text.Json;

namespace VgsCalm.Bulk.Journal;

/// <summary>
/// What was sent and what became of it, row by row, in a file that outlives the process: JSON Lines with a header, readable by its
/// owner only, written before each request and after each answer. It has no card number, no secret, and no hash of one.
/// </summary>
internal sealed class EnrolmentJournal : IDisposable
{
    // Rows are written nearly in order: a record far ahead of all others is damage, and must not cost memory.
    private const long MaxRowsAhead = 1_000_000;

    private readonly JournalFile _file;
    private readonly RowIndex _index = new();
    private readonly MemoryStream _line = new(1024);
    private readonly Utf8JsonWriter _json;
    private readonly Clock _clock;
    private readonly object _gate = new();

    private EnrolmentJournal(JournalFile file, Clock clock)
    {
        _file = file;
        _clock = clock;
        _json = new Utf8JsonWriter(_line);
    }

    public string Path => _file.Path;

    /// <summary>When the first run began.</summary>
    public DateTimeOffset Started { get; private set; }

    /// <summary>The highest row that is known; 0 in a new journal.</summary>
    public long LastRow
    {
        get
        {
            lock (_gate)
            {
                return _index.Last;
            }
        }
    }

    /// <summary>Opens a journal, or begins one.</summary>
    /// <exception cref="VgsApiException">JournalMismatch: the file is not this import's; Conflict: another run has it.</exception>
    public static EnrolmentJournal Open(string path, VgsEnvironment environment, string calmUri, Clock clock) =>
        Open(JournalFile.Open(path, clock), environment, calmUri, clock);

    /// <summary>The same, of a file that is open.</summary>
    internal static EnrolmentJournal Open(JournalFile file, VgsEnvironment environment, string calmUri, Clock clock)
    {
        try
        {
            var journal = new EnrolmentJournal(file, clock);
            journal.Load(new JournalHeader(environment, calmUri, clock.UtcNow));
            return journal;
        }
        catch (InvalidDataException error)
        {
            file.Dispose();
            throw JournalFault.Mismatch(file.Path, error.Message);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public EnrolmentState StateOf(long row)
    {
        lock (_gate)
        {
            return _index.StateOf(row);
        }
    }

    /// <summary>The last record of a row; null where there is none.</summary>
    public EnrolmentRecord? Read(long row)
    {
        lock (_gate)
        {
            var offset = _index.OffsetOf(row);
            return offset == 0
                ? null
                : EnrolmentRecordJson.Read(_file.Reader.ReadLine(offset))
                    ?? throw Mismatch($"the line of row {row} cannot be read");
        }
    }

    /// <summary>Writes a record, with the time. When this returns, the record outlives the process.</summary>
    /// <exception cref="JournalException">It cannot be written: nothing may be sent on the strength of it.</exception>
    public void Append(EnrolmentRecord record)
    {
        var now = _clock.UtcNow;
        lock (_gate)
        {
            _line.SetLength(0);
            _json.Reset();
            EnrolmentRecordJson.Write(_json, record with { At = now });
            _json.Flush();
            _line.WriteByte((byte)'\n');
            _index.Set(record.Row, record.State, _file.Append(_line.GetBuffer(), (int)_line.Length));
        }
    }

    /// <summary>Brings everything to the disk now.</summary>
    /// <exception cref="JournalException">The disk would not take it.</exception>
    public void Flush()
    {
        lock (_gate)
        {
            _file.Flush();
        }
    }

    /// <summary>The last record of each row, in the order of the input.</summary>
    public IEnumerable<EnrolmentRecord> LastRecords()
    {
        for (long row = 1, last = LastRow; row <= last; row++)
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
        lock (_gate)
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
        lock (_gate)
        {
            _file.Dispose();
        }

        _json.Dispose();
        _line.Dispose();
    }

    private void Load(JournalHeader ours)
    {
        if (_file.End == 0 || IsTornHeader())
        {
            _file.Truncate(0);
            var line = ours.ToLine();
            _file.Append(line, line.Length);
            Started = ours.Started;
            return;
        }

        long end = 0;
        var number = 0L;
        foreach (var (offset, buffer, start, length) in _file.Reader.Lines(from: 0))
        {
            if (++number == 1)
            {
                RequireSamePlace(ours, buffer.AsSpan(start, length).ToArray());
            }
            else if (
                EnrolmentRecordJson.TryReadState(buffer.AsSpan(start, length), out var row, out var state)
                && row <= _index.Last + MaxRowsAhead
            )
            {
                _index.Set(row, state, offset);
            }
            else
            {
                throw Mismatch($"its line {number} is damaged");
            }

            end = offset + length + 1;
        }

        if (end < _file.End)
        {
            EndLastLine(end);
        }
    }

    // An editor or a copy may take the last line's end: a whole record counts. One that a crash tore led to no request.
    private void EndLastLine(long start)
    {
        if (
            EnrolmentRecordJson.Read(_file.Reader.ReadRest(start)) is { } record
            && record.Row <= _index.Last + MaxRowsAhead
        )
        {
            _file.EndLastLine();
            _index.Set(record.Row, record.State, start);
        }
        else
        {
            _file.Truncate(start);
        }
    }

    private void RequireSamePlace(JournalHeader ours, byte[] line)
    {
        var theirs = JournalHeader.Read(line, out var problem) ?? throw Mismatch(problem);
        if (
            theirs.Environment != ours.Environment
            || !string.Equals(theirs.CalmUri, ours.CalmUri, StringComparison.OrdinalIgnoreCase)
        )
        {
            throw Mismatch(
                $"it belongs to {theirs.Environment} at {theirs.CalmUri}, and the session to {ours.Environment} at {ours.CalmUri}"
            );
        }

        Started = theirs.Started;
    }

    // A header without its end: the crash came before anything was sent. Anything else is a file of another kind, and is left alone.
    private bool IsTornHeader()
    {
        if (_file.Reader.Lines(from: 0).Any())
        {
            return false;
        }

        var beginning = JournalHeader.Beginning;
        var torn = new byte[Math.Min(_file.End, beginning.Length)];
        if (_file.End > 4096 || !_file.Reader.TryReadStart(torn))
        {
            throw Mismatch("it is not a journal");
        }

        return beginning.Slice(0, torn.Length).SequenceEqual(torn) ? true : throw Mismatch("it is not a journal");
    }

    private VgsApiException Mismatch(string why) => JournalFault.Mismatch(Path, why);
}
