using System.Runtime.ExceptionServices;

namespace VgsCalm.Bulk;

/// <summary>What the rows of a run share: whether anything more may be sent, and why not. Safe for any number of threads.</summary>
internal sealed class EnrolmentRun : IDisposable
{
    private readonly CancellationTokenSource _abandon = new();
    private readonly object _gate = new();
    private TaskCompletionSource<bool>? _drained;
    private int _underWay;
    private Exception? _fault;
    private volatile bool _hasBegun;
    private volatile bool _isEnding;

    /// <summary>Whether any row was started so far.</summary>
    public bool HasBegun => _hasBegun;

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
    /// <param name="work">The work.</param>
    /// <param name="release">Frees the place of the work, once its error is known: what waits for the place is not sent then.</param>
    public void Start(Func<Task> work, Action release)
    {
        lock (_gate)
        {
            _hasBegun = true;
            _underWay++;
        }

        _ = Task.Run(() => RunAsync(work, release));
    }

    /// <summary>Waits until nothing of the run is under way. It never throws: an error of the work is the run's.</summary>
    public async Task DrainAsync()
    {
        while (true)
        {
            Task<bool> drained;
            lock (_gate)
            {
                if (_underWay == 0)
                {
                    return;
                }

                drained = (_drained ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await drained.ConfigureAwait(false);
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

    private async Task RunAsync(Func<Task> work, Action release)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Fail(error);
        }

        release();
        TaskCompletionSource<bool>? drained = null;
        lock (_gate)
        {
            if (--_underWay == 0)
            {
                (drained, _drained) = (_drained, null);
            }
        }

        drained?.SetResult(true);
    }
}
