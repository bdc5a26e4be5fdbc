namespace VgsCalm.Http.Retry;

/// <summary>One pause for all requests to an API: when the service asks one to wait, the others wait too.</summary>
internal sealed class RequestPause
{
    private readonly Clock _clock;
    private long _untilTicks;

    public RequestPause(Clock clock) => _clock = clock;

    public void Extend(TimeSpan wait)
    {
        var until = (_clock.Elapsed + wait).Ticks;
        long known;
        while (
            (known = Volatile.Read(ref _untilTicks)) < until
            && Interlocked.CompareExchange(ref _untilTicks, until, known) != known
        ) { }
    }

    public async Task PassAsync(CancellationToken cancellationToken)
    {
        TimeSpan left;
        while ((left = TimeSpan.FromTicks(Volatile.Read(ref _untilTicks)) - _clock.Elapsed) > TimeSpan.Zero)
        {
            await _clock.Delay(left, cancellationToken).ConfigureAwait(false);
        }
    }
}
