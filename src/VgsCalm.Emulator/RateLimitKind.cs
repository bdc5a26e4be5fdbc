namespace VgsCalm.Emulator;

/// <summary>How the API's rate limit counts.</summary>
public enum RateLimitKind
{
    /// <summary>
    /// So many requests in each window of <see cref="EmulatorOptions.RateLimitWindow"/> seconds. A window opens with the
    /// first request after the last one has closed.
    /// </summary>
    FixedWindow,

    /// <summary>
    /// A bucket of <see cref="EmulatorOptions.RateLimitBurst"/> tokens, one a request, refilled evenly at the limit's pace.
    /// </summary>
    TokenBucket,
}
