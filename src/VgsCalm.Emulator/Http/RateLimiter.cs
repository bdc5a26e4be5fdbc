namespace VgsCalm.Emulator.Http;

/// <summary>The rate limit of the APIs, as a fixed window or a token bucket. Token requests are not counted.</summary>
internal sealed class RateLimiter(EmulatorOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _windowOpenedAt = DateTimeOffset.MinValue;
    private int _windowCount;
    private DateTimeOffset _refilledAt = DateTimeOffset.MinValue;
    private double _bucket;

    /// <summary>Admits one request; null when it is admitted, else the time until one is.</summary>
    public TimeSpan? Acquire()
    {
        if (options.RateLimitPerMinute is not { } limit)
        {
            return null;
        }

        lock (_gate)
        {
            return options.RateLimitKind is RateLimitKind.TokenBucket ? AcquireToken(limit) : AcquirePlace(limit);
        }
    }

    private TimeSpan? AcquirePlace(int limit)
    {
        var window = TimeSpan.FromSeconds(options.RateLimitWindow);
        var now = time.GetUtcNow();
        if (now - _windowOpenedAt >= window)
        {
            (_windowOpenedAt, _windowCount) = (now, 0);
        }

        if (_windowCount < limit)
        {
            _windowCount++;
            return null;
        }

        return _windowOpenedAt + window - now;
    }

    private TimeSpan? AcquireToken(int limit)
    {
        // A limit of 0 never admits a request, so no wait is right; the window stands in.
        if (limit == 0)
        {
            return TimeSpan.FromSeconds(options.RateLimitWindow);
        }

        var perSecond = limit / options.RateLimitWindow;
        var now = time.GetUtcNow();
        var refill = (now - _refilledAt).TotalSeconds * perSecond;
        _bucket = Math.Min(options.RateLimitBurst ?? limit, _bucket + refill);
        _refilledAt = now;
        if (_bucket >= 1)
        {
            _bucket--;
            return null;
        }

        return TimeSpan.FromSeconds((1 - _bucket) / perSecond);
    }
}
