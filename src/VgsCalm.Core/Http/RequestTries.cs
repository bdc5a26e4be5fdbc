using VgsCalm.Http.Exchange;
using VgsCalm.Http.Retry;

namespace VgsCalm.Http;

/// <summary>
/// How often a request is tried, and how far apart. A pause that the service asks all requests for does not count against a request
/// while the service accepts others.
/// </summary>
internal sealed class RequestTries(ApiRequest request, RetryAfterGate gate, Clock clock)
{
    private readonly TimeSpan _began = clock.Elapsed;
    private long _accepted = gate.Accepted;
    private int _failures;
    private bool _answerLost;

    /// <summary>Whether the answer is what the request was sent for, and no error.</summary>
    // 404: deleted by the try whose answer was lost, on the way or by a gateway. 303: CMP's duplicate check found the card, and names it.
    // 304: the answer to a request with a condition, such as If-None-Match.
    public bool IsExpected(ApiResponse answer) =>
        answer.IsSuccess
        || (answer.StatusCode == 303 && request.Api == VgsApi.Cmp)
        || (answer.StatusCode == 304 && RetryRules.IsRead(request.Method))
        || (_answerLost && answer.StatusCode == 404 && request.Method == HttpMethod.Delete);

    /// <summary>Whether the request is tried again after this answer, and after which pause of its own.</summary>
    public bool MayRepeat(ApiResponse answer, int attempt, out TimeSpan? pause)
    {
        var isPostponed = RetryRules.IsPostponed(answer.StatusCode, answer.RetryAfter);
        _answerLost |= RetryRules.LeavesOutcomeOpen(answer.StatusCode, answer.RetryAfter);

        // A service that is to be left alone for a while is a matter of the gate, which holds the next try back.
        pause = isPostponed ? null : PauseAfter(attempt, answer.RetryAfter);
        return RetryRules.MayRepeat(request.Method, request.Api, answer.StatusCode, answer.RetryAfter)
            && !(answer.RetryAfter > RetryRules.MaxWait)
            && (isPostponed ? MayWait() : ++_failures <= request.Retry.MaximumRetries)
            && !IsTooLong(pause);
    }

    /// <summary>Whether the request is tried again although there was no answer, and after which pause.</summary>
    public bool MayRepeat(ExchangeFailedException failed, int attempt, out TimeSpan? pause)
    {
        _answerLost |= failed.MayHaveActed;
        pause = PauseAfter(attempt, retryAfter: null);
        return ++_failures <= request.Retry.MaximumRetries
            && failed.Failure == ExchangeFailure.Connection
            && (RetryRules.IsRepeatable(request.Method) || !failed.MayHaveActed)
            && !IsTooLong(pause);
    }

    private bool MayWait()
    {
        if (request.Retry.MaxPostponement is { } limit)
        {
            // A session that was idle for hours has accepted nothing meanwhile, and has waited for nothing either.
            return gate.SinceAccepted < limit || clock.Elapsed - _began < limit;
        }

        var hasProgress = gate.Accepted > _accepted;
        _accepted = gate.Accepted;
        _failures = hasProgress ? 1 : _failures + 1;
        return _failures <= request.Retry.MaximumRetries;
    }

    // As long as the service asks for, and never less than the request's own pause.
    private TimeSpan PauseAfter(int attempt, TimeSpan? retryAfter)
    {
        var own = request.Retry.RetryInterval ?? RetryRules.Backoff(attempt);
        return retryAfter > own ? retryAfter.Value : own;
    }

    // Who sets the pauses has said that they may be that long.
    private bool IsTooLong(TimeSpan? pause) => pause > request.Retry.MaxWait && !(pause <= request.Retry.RetryInterval);
}
