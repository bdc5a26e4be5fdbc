namespace VgsCalm.Http.Retry;

/// <summary>
/// So many requests in every minute that one looks at, evenly spread: first tries and repeated ones, also after pauses. A request counts
/// when it leaves, not when it was its turn.
/// </summary>
internal sealed class RequestPace(int perMinute, Clock clock) : IDisposable
{
    // Requests reach the service later than they leave, and not all of them equally. Of starts that lie so far apart, no minute has more.
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60.5);

    private readonly SemaphoreSlim _queue = new(1, 1);
    private readonly TimeSpan _interval = TimeSpan.FromTicks(Minute.Ticks / perMinute);
    private TimeSpan? _last;

    /// <summary>Waits for the pace and then for what else holds the request back; it leaves when this returns.</summary>
    public async Task<T> PassAsync<T>(Func<Task<T>> enter, CancellationToken cancellationToken)
    {
        await _queue.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (_last + _interval - clock.Elapsed is { Ticks: > 0 } wait)
            {
                await clock.Delay(wait, cancellationToken).ConfigureAwait(false);
            }

            var entered = await enter().ConfigureAwait(false);
            _last = clock.Elapsed;
            return entered;
        }
        finally
        {
            _queue.Release();
        }
    }

    public void Dispose() => _queue.Dispose();
}
