namespace VgsCalm.Http.Retry;

/// <summary>
/// The one gate that all requests of a session to an API pass. When the service asks one of them to come back later, all wait: as long
/// as the service says, and never less than a pause of the gate's own that grows while nothing is accepted. Then they come back spread
/// out, at the rate that the service takes.
/// </summary>
#pragma warning disable CA1001 // The queue holds nothing that has to be freed, and lives as long as the session.
internal sealed class RetryAfterGate(Clock clock)
#pragma warning restore CA1001
{
    private readonly object _lock = new();
    private readonly SemaphoreSlim _queue = new(1, 1);
    private readonly ServiceRate _rate = new();
    private long _accepted;
    private TimeSpan _heldUntil;
    private TimeSpan _refusedAt;
    private TimeSpan _lastAccepted = clock.Elapsed;
    private bool _isHeld;
    private int _holds;
    private int _holdsInARow;

    /// <summary>How much longer requests are held back.</summary>
    public TimeSpan HeldFor
    {
        get
        {
            lock (_lock)
            {
                var left = _heldUntil - clock.Elapsed;
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }
    }

    /// <summary>How long ago the service last accepted any request of the session.</summary>
    public TimeSpan SinceAccepted
    {
        get
        {
            lock (_lock)
            {
                return clock.Elapsed - _lastAccepted;
            }
        }
    }

    /// <summary>How many requests the service has accepted. Each request reads it, so without the lock, but whole.</summary>
    public long Accepted => Volatile.Read(ref _accepted);

    /// <summary>Waits until a request may begin.</summary>
    /// <param name="maxWait">How long it may be held back; null: as long as it takes. With a limit it does not queue.</param>
    /// <param name="heldBack">Told what is waited for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The ticket to report the answer with.</returns>
    /// <exception cref="TimeoutException">The service is to be left alone for longer than <paramref name="maxWait"/>.</exception>
    public Task<int> EnterAsync(TimeSpan? maxWait, HeldBack heldBack, CancellationToken cancellationToken) =>
        TryStart() is { } ticket ? Task.FromResult(ticket) : QueueAsync(maxWait, heldBack, cancellationToken);

    private async Task<int> QueueAsync(TimeSpan? maxWait, HeldBack heldBack, CancellationToken cancellationToken)
    {
        if (maxWait is { } limit)
        {
            while (HeldFor is { Ticks: > 0 } held)
            {
                if (held > limit)
                {
                    throw new TimeoutException(
                        FormattableString.Invariant(
                            $"The service is to be left alone for another {held.TotalSeconds:0.#} s."
                        )
                    );
                }

                await WaitAsync(held, heldBack, cancellationToken).ConfigureAwait(false);
            }

            return Start();
        }

        await _queue.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (NextWait() is { Ticks: > 0 } wait)
            {
                await WaitAsync(wait, heldBack, cancellationToken).ConfigureAwait(false);
            }

            return Start();
        }
        finally
        {
            _queue.Release();
        }
    }

    /// <summary>The service has taken the request, or has refused it for another reason than the time.</summary>
    public void ReportAccepted(int ticket)
    {
        lock (_lock)
        {
            _accepted++;
            _lastAccepted = clock.Elapsed;
            _rate.OnAccepted(_lastAccepted);
            if (ticket == _holds)
            {
                _holdsInARow = 0;
            }
        }
    }

    /// <summary>The service wants the request to come back later.</summary>
    /// <param name="ticket">What <see cref="EnterAsync"/> gave.</param>
    /// <param name="retryAfter">How long it asks for; null where it does not say.</param>
    /// <param name="interval">The pause where it does not say; null: the gate's own.</param>
    public void ReportPostponed(int ticket, TimeSpan? retryAfter, TimeSpan? interval)
    {
        lock (_lock)
        {
            var now = clock.Elapsed;
            var wait = retryAfter ?? TimeSpan.Zero;

            // Requests that began before the service refused the first of them tell nothing new.
            if (ticket == _holds)
            {
                _holds++;
                _holdsInARow++;
                var own = interval ?? RetryRules.BackoffOfGate(_holdsInARow, isTold: retryAfter is not null);
                wait = own > wait ? own : wait;
                _refusedAt = _isHeld ? _refusedAt : now;
                _isHeld = true;
            }

            _heldUntil = now + wait > _heldUntil ? now + wait : _heldUntil;
        }
    }

    // While the service has refused nothing, no request queues: the queue would take more time than the rest of a quick request.
    private int? TryStart()
    {
        lock (_lock)
        {
            return _isHeld || _rate.IsLimited || _heldUntil > clock.Elapsed ? null : _holds;
        }
    }

    private TimeSpan NextWait()
    {
        lock (_lock)
        {
            var now = clock.Elapsed;
            if (_heldUntil > now)
            {
                return _heldUntil - now;
            }

            if (_isHeld)
            {
                _rate.OnPauseEnd(_refusedAt, now);
                _isHeld = false;
            }

            return _rate.NextStart(now) - now;
        }
    }

    private int Start()
    {
        lock (_lock)
        {
            _rate.OnStart(clock.Elapsed);
            return _holds;
        }
    }

    private async Task WaitAsync(TimeSpan wait, HeldBack heldBack, CancellationToken cancellationToken)
    {
        if (HeldFor > TimeSpan.Zero)
        {
            heldBack(wait, clock.UtcNow + wait);
        }

        await clock.Delay(wait, cancellationToken).ConfigureAwait(false);
    }
}
