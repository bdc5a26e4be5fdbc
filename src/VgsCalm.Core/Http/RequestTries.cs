using VgsCalm.Http.Exchange;
using VgsCalm.Http.Retry;

namespace VgsCalm.Http;

/// <summary>
/// How often a request is tried. A pause that the service asks all requests for does not count against a request while the service
/// accepts others.
/// </summary>
internal sealed class RequestTries(ApiRequest request, RetryAfterGate gate)
{
    private long _accepted = gate.Accepted;
    private int _failures;

    /// <summary>Whether the request is tried again after this answer.</summary>
    public bool MayRepeat(ApiResponse answer, bool isPostponed)
    {
        if (
            !RetryRules.MayRepeat(request.Method, request.Api, answer.StatusCode, answer.RetryAfter)
            || answer.RetryAfter > RetryRules.MaxWait
        )
        {
            return false;
        }

        if (!isPostponed)
        {
            return ++_failures <= request.Retry.MaximumRetries;
        }

        if (request.Retry.MaxPostponement is { } limit)
        {
            return gate.SinceAccepted < limit;
        }

        var hasProgress = gate.Accepted > _accepted;
        _accepted = gate.Accepted;
        _failures = hasProgress ? 1 : _failures + 1;
        return _failures <= request.Retry.MaximumRetries;
    }

    /// <summary>Whether the request is tried again although there was no answer.</summary>
    public bool MayRepeat(ExchangeFailedException failed) =>
        ++_failures <= request.Retry.MaximumRetries
        && failed.Failure == ExchangeFailure.Connection
        && (RetryRules.IsRepeatable(request.Method) || !failed.MayHaveActed);
}
