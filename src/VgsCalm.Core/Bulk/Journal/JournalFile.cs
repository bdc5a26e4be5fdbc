using VgsCalm.Files;

namespace VgsCalm.Bulk.Journal;

/// <summary>
/// The file below a journal: lines are appended whole, each by one write that reaches the system before it returns, so that they
/// outlive the process; every 100 ms at most they are flushed to the disk itself. One process has it at a time.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    /// <summary>The longest time between a line and its flush to the disk.</summary>
    public static readonly TimeSpan FlushInterval = TimeSpan.FromMilliseconds(100);

    private readonly FileStream _file;
    private readonly Action<FileStream> _flush;
    private readonly Clock _clock;
    private readonly CancellationTokenSource _closing = new();
    private readonly ExclusiveClaim? _claim;
    private readonly JournalWitness _witness;
    private readonly Task _flushing;
    private volatile bool _dirty;
    private volatile Exception? _broken;

    /// <param name="file">The open file, without a buffer of its own.</param>
    /// <param name="path">Its path.</param>
    /// <param name="clock">Time.</param>
    /// <param name="claim">What keeps other writers away; it ends with the journal.</param>
    /// <param name="flush">Brings it to the disk.</param>
    internal JournalFile(
        FileStream file,
        string path,
        Clock clock,
        ExclusiveClaim? claim = null,
        Action<FileStream>? flush = null
    )
    {
        (_file, _clock, _claim, _flush) = (file, clock, claim, flush ?? DiskFlush.FlushToDisk);
        Path = path;
        Reader = new JournalReader(file, path);
        _witness = new JournalWitness(file);
        End = file.Length;
        // One that is opened to be read may be written by its owner meanwhile, or stand elsewhere: that is nothing to look after.
        _flushing = file.CanWrite ? Task.Run(FlushAsync) : Task.CompletedTask;
    }

    public string Path { get; private set; }

    /// <summary>Held by whatever uses the file.</summary>
    public object Gate { get; } = new();

    public JournalReader Reader { get; }

    /// <summary>Where the next line goes.</summary>
    public long End { get; private set; }

    /// <summary>Appends a line.</summary>
    /// <returns>Its offset.</returns>
    /// <exception cref="JournalException">It could not be written whole.</exception>
    public long Append(byte[] line, int length)
    {
        RequireSound();

        var at = End;
        try
        {
            _file.Seek(at, SeekOrigin.Begin);
            _file.Write(line, 0, length);
            _file.Flush();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _broken = error;
            TakeBack(at);
            throw JournalException.OfLine(Path, error);
        }

        End += length;
        _dirty = true;
        return at;
    }

    /// <summary>Brings everything to the disk now.</summary>
    /// <exception cref="JournalException">The disk would not take it.</exception>
    public void Flush()
    {
        _broken ??= FindLoss();
        RequireSound();
        try
        {
            _dirty = false;
            _flush(_file);
        }
        catch (IOException error)
        {
            _broken = JournalException.OfDisk(Path, End, error);
            throw _broken;
        }
    }

    /// <summary>
    /// The same at the end of an import. Its place is watched no more: what takes the result may give the journal another one.
    /// </summary>
    /// <inheritdoc cref="Flush" path="/exception"/>
    public void Complete()
    {
        Flush();
        _closing.Cancel();
    }

    /// <summary>Ends a last line that is whole and only lacks its end, as an editor or a copy may leave it.</summary>
    /// <param name="at">Where its end goes; what stands there is cut off.</param>
    public void EndLastLine(long at)
    {
        _file.SetLength(at);
        _file.Seek(at, SeekOrigin.Begin);
        _file.WriteByte((byte)'\n');
        _file.Flush();
        Forget();
        End = _file.Length;
    }

    /// <summary>Cuts the file, to take back a line that a crash left without its end.</summary>
    public void Truncate(long length)
    {
        _file.SetLength(length);
        Forget();
        End = length;
    }

    public void Dispose()
    {
        _closing.Cancel();
        try
        {
            _flushing.Wait();
            if (_broken is null)
            {
                _flush(_file);
            }
        }
        catch (Exception error) when (error is AggregateException or IOException)
        {
            // The system has the lines. That the disk failed to take the last of them is only known now, when the import has ended.
            _broken ??= error;
        }

        _file.Dispose();
        _claim?.Dispose();
        _closing.Dispose();
    }

    /// <summary>Gives it another name, while no other run can have it.</summary>
    /// <exception cref="IOException">It cannot have that name, and keeps its own.</exception>
    public void MoveTo(string path)
    {
        lock (Gate)
        {
            File.Move(Path, path);
            Path = path;
        }
    }

    private void RequireSound()
    {
        if (_broken is { } problem)
        {
            throw problem as JournalException ?? JournalException.OfLine(Path, problem);
        }
    }

    private JournalException? FindLoss() =>
        JournalRescue.SaveIfLost(_file, Path)
        ?? (_witness.IsWhole(End) ? null : JournalRescue.MarkCut(_file, Path, End));

    private void Forget()
    {
        Reader.Forget();
        _witness.Forget();
    }

    // A line of which a part was written is as good as none.
    private void TakeBack(long length)
    {
        Reader.Forget();
        try
        {
            _file.SetLength(length);
        }
        catch (IOException)
        {
            // A torn last line is understood when the journal is opened again.
        }
    }

    // Also in a pause in which nothing is written: a process that is killed then must have left the lines where the next run finds them.
    private void WatchPlace()
    {
        while (!Monitor.TryEnter(Gate, millisecondsTimeout: 1))
        {
            // What closes the file holds the gate, and waits for this.
            if (_closing.IsCancellationRequested)
            {
                return;
            }
        }

        try
        {
            // The import may have ended while this waited for the gate, and its journal may be elsewhere then.
            _broken ??= _closing.IsCancellationRequested ? null : FindLoss();
        }
        finally
        {
            Monitor.Exit(Gate);
        }
    }

    private async Task FlushAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                await _clock.Delay(FlushInterval, _closing.Token).ConfigureAwait(false);
                WatchPlace();
                if (!_dirty)
                {
                    continue;
                }

                _dirty = false;

                // The stream holds nothing back, so this is the system's own call and touches no state of the writer's.
                _flush(_file);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (IOException error)
            {
                _broken = JournalException.OfDisk(Path, End, error);
                return;
            }
        }
    }
}
