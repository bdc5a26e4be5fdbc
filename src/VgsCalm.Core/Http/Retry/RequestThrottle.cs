namespace VgsCalm.Http.Retry;

/// <summary>Limits how many requests are under way at once and, where a pace is set, how many begin in a minute.</summary>
internal sealed class RequestThrottle : IDisposable
{
    private readonly SemaphoreSlim _slots;

    /// <param name="limit">Requests under way at once.</param>
    /// <param name="perMinute">Requests that may begin in a minute, evenly spread; 0: any number.</param>
    /// <param name="clock">Time.</param>
    public RequestThrottle(int limit, int perMinute, Clock clock)
    {
        _slots = new SemaphoreSlim(limit, limit);
        Pace = perMinute > 0 ? new RequestPace(perMinute, clock) : null;
    }

    /// <summary>What each try of a request keeps to; null where no pace is set.</summary>
    public RequestPace? Pace { get; }

    /// <summary>Waits for a free slot. Disposing the lease frees it.</summary>
    public async Task<IDisposable> AcquireAsync(CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Lease(_slots);
    }

    public void Dispose()
    {
        _slots.Dispose();
        Pace?.Dispose();
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
