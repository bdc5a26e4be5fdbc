using System.Globalization;

namespace VgsCalm.Emulator.Http;

/// <summary>The 429 of the rate limit.</summary>
internal static class RateLimitRefusal
{
    /// <param name="exchange">The request that is refused.</param>
    /// <param name="wait">The time until a request is admitted again.</param>
    public static Answer Make(Exchange exchange, TimeSpan wait)
    {
        var answer = ApiErrors.Make(
            exchange,
            StatusCodes.Status429TooManyRequests,
            "rate-limit-exceeded",
            "Too many requests."
        );
        var state = exchange.State;
        return state.Options.RetryAfterForm switch
        {
            RetryAfterForm.None => answer,
            RetryAfterForm.Zero => answer.With("Retry-After", "0"),
            RetryAfterForm.Date => answer.With("Retry-After", HttpDate.RoundUp(state.ServerTime + wait)),
            _ => answer.With(
                "Retry-After",
                Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture)
            ),
        };
    }
}
