using VgsCalm.Http.Retry;

namespace VgsCalm.Http;

/// <summary>How patient a request is.</summary>
internal sealed record RetryPolicy
{
    public const int DefaultRetries = 4;

    /// <summary>That of a single command.</summary>
    public static RetryPolicy Default { get; } = new();

    /// <summary>Further tries after the first, where the rules allow any.</summary>
    public int MaximumRetries { get; init; } = DefaultRetries;

    /// <summary>Pause before a further try; null: growing, with jitter. A Retry-After of the service goes first.</summary>
    public TimeSpan? RetryInterval { get; init; }

    /// <summary>How long the request may be held back by a pause that the service asked for; null: as long as that is.</summary>
    public TimeSpan? MaxWait { get; init; }

    /// <summary>
    /// How long the request waits for a service that puts off every request, however often that is; null: it counts as tries do.
    /// </summary>
    public TimeSpan? MaxPostponement { get; init; }

    /// <summary>The pace that each try keeps to; null where there is none.</summary>
    public RequestPace? Pace { get; init; }
}
