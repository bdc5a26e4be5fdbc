namespace VgsCalm.Http.Retry;

/// <summary>Lets so many requests be under way at once, and, where a pace is set, so many begin in a minute.</summary>
internal sealed class RequestTurn : IDisposable
{
    private readonly SemaphoreSlim _room;
    private readonly TimeSpan _interval;
    private readonly Clock _clock;
    private readonly object _gate = new();
    private TimeSpan _next;

    /// <param name="limit">Requests under way at once.</param>
    /// <param name="perMinute">Requests that may begin in a minute, evenly spread; 0: any number.</param>
    /// <param name="clock">Time.</param>
    public RequestTurn(int limit, int perMinute, Clock clock)
    {
        _room = new SemaphoreSlim(limit, limit);
        _interval = perMinute > 0 ? TimeSpan.FromTicks(TimeSpan.FromMinutes(1).Ticks / perMinute) : TimeSpan.Zero;
        _clock = clock;
    }

    /// <summary>How many more requests may be under way now.</summary>
    public int Free => _room.CurrentCount;

    /// <summary>Waits for room, and for the pace. Disposing the result gives the room back.</summary>
    public async Task<IDisposable> TakeAsync(CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await PassAsync(cancellationToken).ConfigureAwait(false);
            return new Place(_room);
        }
        catch
        {
            _room.Release();
            throw;
        }
    }

    public void Dispose() => _room.Dispose();

    private Task PassAsync(CancellationToken cancellationToken)
    {
        if (_interval == TimeSpan.Zero)
        {
            return Task.CompletedTask;
        }

        TimeSpan wait;
        lock (_gate)
        {
            var now = _clock.Elapsed;
            if (_next < now)
            {
                _next = now;
            }

            wait = _next - now;
            _next += _interval;
        }

        return wait > TimeSpan.Zero ? _clock.Delay(wait, cancellationToken) : Task.CompletedTask;
    }

    private sealed class Place(SemaphoreSlim room) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                room.Release();
            }
        }
    }
}
