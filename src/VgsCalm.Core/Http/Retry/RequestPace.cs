namespace VgsCalm.Http.Retry;

/// <summary>
/// So many requests in every minute that one looks at, evenly spread: first tries and repeated ones, also after pauses. A request counts
/// when it leaves, not when it was its turn.
/// </summary>
internal sealed class RequestPace(int perMinute, Clock clock) : IDisposable
{
    // Requests reach the service later than they leave, and not all of them equally.
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60.5);

    private readonly SemaphoreSlim _queue = new(1, 1);
    private readonly Queue<TimeSpan> _starts = new();
    private readonly TimeSpan _interval = TimeSpan.FromTicks(Minute.Ticks / perMinute);
    private TimeSpan _last = TimeSpan.MinValue;

    /// <summary>Waits for the pace and then for what else holds the request back; it leaves when this returns.</summary>
    public async Task<T> PassAsync<T>(Func<Task<T>> enter, CancellationToken cancellationToken)
    {
        await _queue.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (NextWait() is { Ticks: > 0 } wait)
            {
                await clock.Delay(wait, cancellationToken).ConfigureAwait(false);
            }

            var entered = await enter().ConfigureAwait(false);
            _last = clock.Elapsed;
            _starts.Enqueue(_last);
            return entered;
        }
        finally
        {
            _queue.Release();
        }
    }

    public void Dispose() => _queue.Dispose();

    private TimeSpan NextWait()
    {
        var now = clock.Elapsed;
        while (_starts.Count > 0 && now - _starts.Peek() >= Minute)
        {
            _starts.Dequeue();
        }

        var spread = _last == TimeSpan.MinValue ? TimeSpan.Zero : _last + _interval - now;
        var full = _starts.Count < perMinute ? TimeSpan.Zero : _starts.Peek() + Minute - now;
        return spread > full ? spread : full;
    }
}
