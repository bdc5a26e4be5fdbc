namespace VgsCalm.Http;

/// <summary>Reads a Retry-After header (RFC 9110 §10.2.3): seconds or a date.</summary>
internal static class RetryAfter
{
    /// <returns>The wait; null where there is no such header, or it makes no sense.</returns>
    public static TimeSpan? Read(HttpResponseMessage response, Clock clock)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date is { } date ? date - clock.UtcNow : null);

        // A date that has passed means: now.
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
