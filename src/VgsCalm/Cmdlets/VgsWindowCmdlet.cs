using System.Management.Automation;
using VgsCalm.Errors;

namespace VgsCalm.Cmdlets;

/// <summary>
/// A command that sends a request for each record, several at once, and writes the results in the order of the input.
/// At most <see cref="ThrottleLimit"/> requests are under way, and a bounded number of results waits for its turn.
/// </summary>
public abstract class VgsWindowCmdlet : VgsSessionCmdlet
{
    // While a slow request at the head is waited for, the others go on, and their results are kept: this many times the limit.
    private const int MaxBufferedPerSlot = 4;

    private Queue<PendingRecord> _window = new();
    private int _underWay;
    private bool _stopsOnError;
    private volatile bool _anyFailed;

    /// <summary>How many requests may be under way at once.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public virtual int ThrottleLimit { get; set; } = 8;

    /// <summary>How many records may be under way or waiting for their turn.</summary>
    private protected virtual int WindowSize => ThrottleLimit * MaxBufferedPerSlot;

    /// <summary>How many of them may be under way.</summary>
    private protected virtual int UnderWayLimit => ThrottleLimit;

    /// <summary>Whether what the command is asked for was typed, as one thing: it is no row then, and errors call it none.</summary>
    private protected virtual bool IsTypedAlone => false;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _stopsOnError = Common.StopsOnError;
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => RunOrCancel(Drain);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            CancelPending();
        }

        base.Dispose(disposing);
    }

    /// <summary>Sends the request of one record as soon as there is room for it; its result is written in its turn.</summary>
    /// <param name="target">What an error of it names.</param>
    /// <param name="send">Sends it, on another thread: it must not ask the engine for anything.</param>
    /// <param name="write">Takes the result on the pipeline's thread, in the order of the input; null: it is written.</param>
    /// <param name="writePart">Writes what there is before a failure is told; null: nothing.</param>
    /// <param name="made">Tells a result that nothing takes any more; null: nothing is made.</param>
    /// <param name="kept">What was handed in, and is given on only with the result; null: nobody needs it again.</param>
    private protected void Enqueue<T>(
        string? target,
        Func<CancellationToken, Task<T>> send,
        Action<T>? write = null,
        Action? writePart = null,
        Func<T, string>? made = null,
        string? kept = null
    ) =>
        RunOrCancel(() =>
        {
            WriteFinished();
            while (!HasRoom())
            {
                StopIfFailed();
                WaitUntil(() => HasRoom() || _window.Peek().Task.IsCompleted);
                WriteFinished();
            }

            StopIfFailed();
            if (made is not null || kept is not null)
            {
                OutliveSignals();
            }

            var task =
                UnderWayLimit == 1 || _window.Count == 0 ? StartHere(send) : Task.Run(() => send(StopToken), StopToken);
            Watch(task);
            _window.Enqueue(
                new PendingRecord(
                    target,
                    task,
                    () => Write(task, write ?? (result => WriteObject(result)), writePart),
                    made is null ? null : () => made(ResultOf(task)),
                    kept
                )
            );

            // The next record is not read before: a variable of the pipeline (-PipelineVariable) has the one that the result is of.
            if (UnderWayLimit == 1)
            {
                Drain();
            }
        });

    private void Write<T>(Task<T> task, Action<T> write, Action? writePart)
    {
        (task.IsFaulted ? writePart : null)?.Invoke();
        write(ResultOf(task));
    }

    // Beside no other, another thread would only be waited for; handing over to it costs as much as the rest of a quick request.
    private async Task<T> StartHere<T>(Func<CancellationToken, Task<T>> send) =>
        await send(StopToken).ConfigureAwait(false);

    /// <summary>A record that fails before anything is sent takes its place in the order like any other.</summary>
    private protected void EnqueueError(VgsApiException error) =>
        RunOrCancel(() =>
        {
            WriteFinished();
            _anyFailed = true;
            var task = Task.FromException<bool>(error);
            _window.Enqueue(new PendingRecord(error.Target, task, () => ResultOf(task)));
            WriteFinished();
            StopIfFailed();
        });

    /// <summary>A record failed, and its error is written next, in the order of the input.</summary>
    private protected virtual void OnFailed(VgsApiException error) { }

    // Among a thousand rows the text alone has to tell which one failed.
    private protected override VgsApiException Explain(VgsApiException error)
    {
        var explained = base.Explain(error);
        var (text, target) = (explained.Message, explained.Target ?? "");
        return IsTypedAlone ? explained.Reworded(text.Replace($"The card of {target} ", "The card "))
            : text.Contains(target) ? explained
            : explained.Reworded($"{target}: {text}");
    }

    private bool HasRoom() => _window.Count < WindowSize && Volatile.Read(ref _underWay) < UnderWayLimit;

    private void Watch(Task task)
    {
        Interlocked.Increment(ref _underWay);
        _ = task.ContinueWith(
            ended =>
            {
                if (ended.IsFaulted)
                {
                    _anyFailed = true;
                }

                Interlocked.Decrement(ref _underWay);
                Signal();
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
    }

    private void WriteFinished()
    {
        while (
            _window.Count > 0 && _window.Peek().Task.IsCompleted && !(_stopsOnError && _window.Peek().Task.IsFaulted)
        )
        {
            WriteNext();
        }
    }

    // -ErrorAction Stop: nothing more is sent after a failure is known, but what is under way may enrol cards: its results are not lost.
    private void StopIfFailed()
    {
        if (_stopsOnError && _anyFailed)
        {
            Drain();
        }
    }

    private void Drain()
    {
        if (_stopsOnError)
        {
            WaitUntil(() => _window.All(record => record.Task.IsCompleted));
            _window = new Queue<PendingRecord>(_window.OrderBy(record => record.Task.IsFaulted));
        }

        while (_window.Count > 0)
        {
            WaitUntil(() => _window.Peek().Task.IsCompleted);
            WriteNext();
        }
    }

    private void WriteNext()
    {
        // The request's verbose and debug lines were posted before it ended; after the last record the command writes none.
        WritePosted();
        if (_window.Peek().Task.IsCanceled)
        {
            // It stays where it is: what has left is told of.
            throw new PipelineStoppedException();
        }

        var record = _window.Dequeue();
        try
        {
            record.Write();
        }
        catch (VgsApiException error)
        {
            OnFailed(error);
            WriteError(VgsErrors.From(Explain(error), record.Target));
        }
    }

    private void RunOrCancel(Action step)
    {
        try
        {
            step();
        }
        catch
        {
            CancelPending();
            throw;
        }
    }

    private protected override void TellLost() => CancelPending();

    private void CancelPending()
    {
        if (_window.Count == 0)
        {
            return;
        }

        StopProcessing();
        WaitForEnd([.. _window.Select(record => record.Task)]);
        if (LostRequests.Describe(_window) is { } lost)
        {
            HostWarning.Write(Host, lost);
        }

        _window.Clear();
    }
}
