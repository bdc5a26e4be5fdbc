using VgsCalm.Emulator;

namespace VgsCalm.Benchmarks.Loads;

/// <summary>A rate limit of the emulator.</summary>
/// <param name="PerSecond">Requests a second.</param>
/// <param name="Kind">How it counts.</param>
/// <param name="Burst">Requests that a token bucket takes at once.</param>
/// <param name="Form">What a refusal says of the time to come back.</param>
internal sealed record RateLimit(int PerSecond, RateLimitKind Kind, int Burst, RetryAfterForm Form)
{
    public string Name => Kind is RateLimitKind.FixedWindow ? "window of a second" : $"token bucket, burst {Burst}";

    public static IEnumerable<RateLimit> All(int perSecond) =>
        from kind in new[]
        {
            (RateLimitKind.FixedWindow, perSecond),
            (RateLimitKind.TokenBucket, perSecond),
            (RateLimitKind.TokenBucket, Math.Max(1, perSecond / 10)),
        }
        from form in new[] { RetryAfterForm.Seconds, RetryAfterForm.Zero, RetryAfterForm.Date, RetryAfterForm.None }
        select new RateLimit(perSecond, kind.Item1, kind.Item2, form);

    public EmulatorOptions Options() =>
        new()
        {
            RateLimitPerMinute = PerSecond,
            RateLimitWindow = 1,
            RateLimitKind = Kind,
            RateLimitBurst = Burst,
            RetryAfterForm = Form,
            Latency = 20,
        };
}
