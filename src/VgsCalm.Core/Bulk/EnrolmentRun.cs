using System.Runtime.ExceptionServices;

namespace VgsCalm.Bulk;

/// <summary>What the rows of a run share: whether anything more may be sent, and why not. Safe for any number of threads.</summary>
internal sealed class EnrolmentRun : IDisposable
{
    private readonly CancellationTokenSource _abandon = new();
    private readonly object _gate = new();
    private readonly HashSet<Task> _tasks = [];
    private Exception? _fault;
    private volatile bool _isEnding;

    /// <summary>Rows that are under way; how many of them in all.</summary>
    public long Started { get; private set; }

    /// <summary>Cancelled when the requests under way are given up.</summary>
    public CancellationToken Abandoned => _abandon.Token;

    /// <summary>False once the run ends or has failed: what waits to be sent is not sent any more.</summary>
    public bool MaySend => !_isEnding && Volatile.Read(ref _fault) is null;

    /// <summary>Has the run end with this error, unless it ends with another one already.</summary>
    public void Fail(Exception error) => Interlocked.CompareExchange(ref _fault, error, null);

    /// <summary>Throws what ended the run, if anything did.</summary>
    public void ThrowIfFailed()
    {
        if (Volatile.Read(ref _fault) is { } error)
        {
            ExceptionDispatchInfo.Capture(error).Throw();
        }
    }

    /// <summary>Starts work of the run. Its error ends the run, since nothing else awaits it.</summary>
    public void Start(Func<Task> work)
    {
        var task = Task.Run(async () =>
        {
            try
            {
                await work().ConfigureAwait(false);
            }
            catch (Exception error)
            {
                Fail(error);
            }
        });
        lock (_gate)
        {
            Started++;
            _tasks.Add(task);
        }

        _ = task.ContinueWith(
            ended =>
            {
                lock (_gate)
                {
                    _tasks.Remove(ended);
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
    }

    /// <summary>Waits until nothing of the run is under way. It never throws: an error of the work is the run's.</summary>
    public async Task DrainAsync()
    {
        while (Remaining() is { Length: > 0 } tasks)
        {
            await Task.WhenAll(tasks).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Ends the run early: what is under way may still get its answer for a while, then it is given up. What waits to be sent is not
    /// sent.
    /// </summary>
    public async Task StopAsync(TimeSpan grace)
    {
        _isEnding = true;
        try
        {
            _abandon.CancelAfter(grace);
        }
        catch (ObjectDisposedException)
        {
            // It was stopped and disposed of already.
            return;
        }

        await DrainAsync().ConfigureAwait(false);
    }

    public void Dispose()
    {
        // The renewal of a token may still run, though no row waits for it.
        _abandon.Cancel();
        _abandon.Dispose();
    }

    private Task[] Remaining()
    {
        lock (_gate)
        {
            return [.. _tasks];
        }
    }
}
