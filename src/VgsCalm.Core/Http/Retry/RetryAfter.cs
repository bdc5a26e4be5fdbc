namespace VgsCalm.Http.Retry;

/// <summary>
/// Reads a Retry-After header (RFC 9110 §10.2.3): seconds, or a date, which counts from the answer's own Date (§6.6.1): the clocks of
/// both sides need not agree.
/// </summary>
internal static class RetryAfter
{
    // What counts for a number of seconds too large to hold (RFC 9111 §1.2.2). .NET drops such a header, and no header means "soon".
    private static readonly TimeSpan MaxValue = TimeSpan.FromSeconds(int.MaxValue);

    /// <returns>The wait; null where there is no such header, or it makes no sense.</returns>
    public static TimeSpan? Read(HttpResponseMessage response, Clock clock)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date is { } date ? date - (response.Headers.Date ?? clock.UtcNow) : null);
        if (header is null && HasDigitsOnly(response))
        {
            return MaxValue;
        }

        // A date that has passed means: now.
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static bool HasDigitsOnly(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Retry-After", out var values)
        && values.FirstOrDefault() is { Length: > 0 } text
        && text.All(c => c is >= '0' and <= '9');
}
