using System.Management.Automation;
using VgsCalm.Errors;

namespace VgsCalm.Cmdlets;

/// <summary>
/// A command that sends a request for each record, several at once, and writes the results in the order of the input.
/// At most <see cref="ThrottleLimit"/> requests are under way, and a bounded number of results waits for its turn.
/// </summary>
/// <typeparam name="T">What one request brings.</typeparam>
public abstract class VgsWindowCmdlet<T> : VgsSessionCmdlet
{
    // A slow request at the head must not idle the others; what they bring meanwhile is held back, up to this many times the limit.
    private const int HeldBack = 4;

    private readonly Queue<Sent> _window = new();
    private int _underWay;
    private bool _stopsOnError;
    private volatile bool _anyFailed;

    /// <summary>How many requests may be under way at once.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public virtual int ThrottleLimit { get; set; } = 8;

    /// <summary>How many records may be under way or waiting for their turn.</summary>
    private protected virtual int WindowSize => ThrottleLimit * HeldBack;

    /// <summary>How many of them may be under way.</summary>
    private protected virtual int UnderWayLimit => ThrottleLimit;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _stopsOnError = StopsOnError();
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => Guarded(Drain);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            Abandon();
        }
    }

    /// <summary>Writes one result.</summary>
    /// <param name="result">What the request brought.</param>
    private protected abstract void WriteResult(T result);

    /// <summary>Sends the request of one record as soon as there is room for it.</summary>
    /// <param name="target">What an error of it names.</param>
    /// <param name="send">Sends it, on another thread: it must not ask the engine for anything.</param>
    private protected void Send(string? target, Func<CancellationToken, Task<T>> send) =>
        Guarded(() =>
        {
            WriteFinished();
            while (!HasRoom())
            {
                StopIfFailed();
                WaitUntil(() => HasRoom() || _window.Peek().Task.IsCompleted);
                WriteFinished();
            }

            StopIfFailed();
            var task = UnderWayLimit == 1 ? StartHere(send) : Task.Run(() => send(StopToken), StopToken);
            Watch(task);
            _window.Enqueue(new Sent(target, task));
        });

    // One at a time, another thread would only be waited for; handing over to it costs as much as the rest of a quick request.
    private async Task<T> StartHere(Func<CancellationToken, Task<T>> send) =>
        await send(StopToken).ConfigureAwait(false);

    /// <summary>A record that fails before anything is sent takes its place in the order like any other.</summary>
    private protected void Reject(VgsApiException error) =>
        Guarded(() =>
        {
            WriteFinished();
            _anyFailed = true;
            _window.Enqueue(new Sent(error.Target, Task.FromException<T>(error)));
            WriteFinished();
            StopIfFailed();
        });

    private bool HasRoom() => _window.Count < WindowSize && Volatile.Read(ref _underWay) < UnderWayLimit;

    private void Watch(Task<T> task)
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
            Write(_window.Dequeue());
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
            WaitUntil(() => _window.All(sent => sent.Task.IsCompleted));
            var failed = _window.Where(sent => sent.Task.IsFaulted).ToArray();
            foreach (var sent in _window.Where(sent => !sent.Task.IsFaulted))
            {
                Write(sent);
            }

            _window.Clear();
            foreach (var sent in failed)
            {
                Write(sent);
            }

            return;
        }

        while (_window.Count > 0)
        {
            WaitUntil(() => _window.Peek().Task.IsCompleted);
            WriteFinished();
        }
    }

    private void Write(Sent sent)
    {
        // What a request had to say was posted before it ended, and may be the last that anybody looks for.
        WritePosted();
        T result;
        try
        {
            result = ResultOf(sent.Task);
        }
        catch (VgsApiException error)
        {
            WriteError(VgsErrors.From(error, sent.Target));
            return;
        }

        WriteResult(result);
    }

    private void Guarded(Action step)
    {
        var done = false;
        try
        {
            step();
            done = true;
        }
        finally
        {
            if (!done)
            {
                Abandon();
            }
        }
    }

    private void Abandon()
    {
        if (_window.Count == 0)
        {
            return;
        }

        StopProcessing();
        WaitForEnd([.. _window.Select(sent => sent.Task)]);
        _window.Clear();
    }

    private bool StopsOnError()
    {
        var action = MyInvocation.BoundParameters.TryGetValue("ErrorAction", out var bound)
            ? bound
            : SessionState.PSVariable.GetValue("ErrorActionPreference");
        return string.Equals(action?.ToString(), nameof(ActionPreference.Stop), StringComparison.OrdinalIgnoreCase);
    }

    private sealed record Sent(string? Target, Task<T> Task);
}
