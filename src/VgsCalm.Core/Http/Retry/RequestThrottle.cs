namespace VgsCalm.Http.Retry;

/// <summary>Limits how many requests are under way at once and, where a pace is set, how many begin in a minute.</summary>
internal sealed class RequestThrottle : IDisposable
{
    private readonly SemaphoreSlim _slots;
    private readonly TimeSpan _interval;
    private readonly Clock _clock;
    private readonly object _gate = new();
    private TimeSpan _nextStart;

    /// <param name="limit">Requests under way at once.</param>
    /// <param name="perMinute">Requests that may begin in a minute, evenly spread; 0: any number.</param>
    /// <param name="clock">Time.</param>
    public RequestThrottle(int limit, int perMinute, Clock clock)
    {
        _slots = new SemaphoreSlim(limit, limit);
        _interval = perMinute > 0 ? TimeSpan.FromTicks(TimeSpan.FromMinutes(1).Ticks / perMinute) : TimeSpan.Zero;
        _clock = clock;
    }

    /// <summary>Waits for a free slot, and for the pace. Disposing the lease frees the slot.</summary>
    public async Task<IDisposable> AcquireAsync(CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await PaceAsync(cancellationToken).ConfigureAwait(false);
            return new Lease(_slots);
        }
        catch
        {
            _slots.Release();
            throw;
        }
    }

    public void Dispose() => _slots.Dispose();

    private Task PaceAsync(CancellationToken cancellationToken)
    {
        if (_interval == TimeSpan.Zero)
        {
            return Task.CompletedTask;
        }

        TimeSpan wait;
        lock (_gate)
        {
            var now = _clock.Elapsed;
            if (_nextStart < now)
            {
                _nextStart = now;
            }

            wait = _nextStart - now;
            _nextStart += _interval;
        }

        return wait > TimeSpan.Zero ? _clock.Delay(wait, cancellationToken) : Task.CompletedTask;
    }

    private sealed class Lease(SemaphoreSlim slots) : IDisposable
    {
        private int _isReturned;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isReturned, 1) == 0)
            {
                slots.Release();
            }
        }
    }
}
