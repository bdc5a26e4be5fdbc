using VgsCalm.Http.Retry;

namespace VgsCalm.Http;

/// <summary>How patient a request is.</summary>
internal sealed record RetryPolicy
{
    /// <summary>That of a single command.</summary>
    public static RetryPolicy Default { get; } = new();

    /// <summary>Further tries after the first, where the rules allow any.</summary>
    public int MaximumRetries { get; init; } = ApiRequest.DefaultRetries;

    /// <inheritdoc cref="ApiRequest.MaxPostponement"/>
    public TimeSpan? MaxPostponement { get; init; }

    /// <inheritdoc cref="ApiRequest.MaxWait"/>
    public TimeSpan? MaxWait { get; init; }

    /// <inheritdoc cref="ApiRequest.Pace"/>
    public RequestPace? Pace { get; init; }
}
