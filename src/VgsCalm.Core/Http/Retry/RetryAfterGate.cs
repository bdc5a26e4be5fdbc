namespace VgsCalm.Http.Retry;

/// <summary>A gate that all requests to an API pass: when the service asks one of them to wait, it holds them all.</summary>
internal sealed class RetryAfterGate
{
    private readonly Clock _clock;
    private long _heldUntilTicks;

    public RetryAfterGate(Clock clock) => _clock = clock;

    public void HoldFor(TimeSpan wait)
    {
        var until = (_clock.Elapsed + wait).Ticks;
        long known;
        while (
            (known = Volatile.Read(ref _heldUntilTicks)) < until
            && Interlocked.CompareExchange(ref _heldUntilTicks, until, known) != known
        ) { }
    }

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan left;
        while ((left = TimeSpan.FromTicks(Volatile.Read(ref _heldUntilTicks)) - _clock.Elapsed) > TimeSpan.Zero)
        {
            await _clock.Delay(left, cancellationToken).ConfigureAwait(false);
        }
    }
}
