namespace VgsCalm.Emulator.Http;

/// <summary>Counts API requests in fixed windows, as the vault's proxy limits "requests a minute".</summary>
internal sealed class RateWindow(EmulatorOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _opened = DateTimeOffset.MinValue;
    private int _used;

    /// <summary>Takes one request from the window; when it is used up, the whole seconds until the next one, at least 1.</summary>
    public int? SecondsToWait()
    {
        if (options.RateLimitPerMinute is not { } limit)
        {
            return null;
        }

        var window = TimeSpan.FromSeconds(options.RateLimitWindow);
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (now - _opened >= window)
            {
                (_opened, _used) = (now, 0);
            }

            if (_used < limit)
            {
                _used++;
                return null;
            }

            return Math.Max(1, (int)Math.Ceiling((_opened + window - now).TotalSeconds));
        }
    }
}
