using System.Globalization;
using System.Net.Http.Headers;

namespace VgsCalm.Http.Retry;

/// <summary>
/// Reads a Retry-After header (RFC 9110 §10.2.3): seconds, or a date, which counts from the answer's own Date (§6.6.1): the clocks of
/// both sides need not agree.
/// </summary>
internal static class RetryAfter
{
    // What counts for a number of seconds too large to hold (RFC 9111 §1.2.2). .NET cannot read such a header, and no header means "soon".
    private static readonly TimeSpan MaxValue = TimeSpan.FromSeconds(int.MaxValue);

    /// <returns>The wait, the longest where there are several; null where there is no such header, or it makes no sense.</returns>
    public static TimeSpan? Read(HttpResponseMessage response, Clock clock) =>
        response.Headers.TryGetValues("Retry-After", out var values)
            ? values.Select(value => Read(value, response.Headers.Date ?? clock.UtcNow)).Max()
            : null;

    /// <summary>The advice of an answer that asks for a longer wait than is obeyed; null for any other.</summary>
    public static string? TooLong(TimeSpan? wait) =>
        wait > RetryRules.MaxWait
            ? $"The service asks to come back in {wait.Value.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s, longer than "
                + "is waited here."
            : null;

    private static TimeSpan? Read(string value, DateTimeOffset now)
    {
        if (!RetryConditionHeaderValue.TryParse(value, out var header))
        {
            return value.Length > 0 && value.All(c => c is >= '0' and <= '9') ? MaxValue : null;
        }

        var wait = header.Delta ?? header.Date - now;

        // A date that has passed means: now.
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
