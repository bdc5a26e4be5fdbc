using VgsCalm.Http.Exchange;

namespace VgsCalm.Diagnostics;

/// <summary>One thing to examine.</summary>
/// <param name="Name">What is examined.</param>
/// <param name="Target">Where.</param>
/// <param name="ExamineAsync">Examines it. A <see cref="VgsApiException"/> is a failure that says why.</param>
internal sealed record ConnectionCheck(
    string Name,
    string Target,
    Func<RequestObserver, CancellationToken, Task<(VgsCheckOutcome Outcome, string Detail)>> ExamineAsync
)
{
    /// <summary>Examines it and measures the time.</summary>
    public async Task<VgsConnectionCheck> RunAsync(
        Clock clock,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        var started = clock.Elapsed;
        var check = new VgsConnectionCheck(Name, Target);
        try
        {
            (check.Outcome, check.Detail) = await ExamineAsync(observer, cancellationToken).ConfigureAwait(false);
        }
        catch (VgsApiException error)
        {
            check.Outcome = VgsCheckOutcome.Failed;
            check.Detail = $"{error.Message} {error.RecommendedAction}".TrimEnd();
        }

        check.ElapsedMs = (int)(clock.Elapsed - started).TotalMilliseconds;
        return check;
    }
}
