using System.Globalization;
using VgsCalm.Http.Exchange;
using VgsCalm.Http.Proxy;
using VgsCalm.Http.Retry;

namespace VgsCalm.Http;

/// <summary>Turns what came of a request into the one exception that says what happened, to what, and what to do next.</summary>
internal static class ApiFailure
{
    // An API without idempotency keys takes a repetition for a new request.
    private const string FindOutFirst =
        "Find out whether it was carried out before you send it again: the API cannot tell a repetition from a new request.";

    private const string AskAgain = "Ask again: a look-up changes nothing.";

    /// <summary>An answer with an error status, or a redirect.</summary>
    public static VgsApiException FromAnswer(ApiRequest request, ApiResponse answer)
    {
        var (status, retryAfter) = (answer.StatusCode, answer.RetryAfter);
        var (errors, traceId) = ErrorBody.Read(answer);
        var mayHaveActed = !RetryRules.IsRepeatable(request.Method) && RetryRules.LeavesOutcomeOpen(status, retryAfter);
        var reason =
            errors.Length > 0 ? string.Join("; ", errors.Select(e => e.ToString().TrimEnd('.')))
            : answer.Body.Length == 0 ? "no explanation"
            : $"no explanation that can be read ({answer.ContentTypeText})";
        var (id, action) = Meaning(request, status, retryAfter, isExplained: errors.Length > 0);
        var code = errors.Select(e => e.Code).FirstOrDefault(code => code is not null);
        return new VgsApiException(
            id,
            $"{request.Description} failed with status {status}{(mayHaveActed ? Doubt(request) : "")}: {reason}.",
            request.Target
        )
        {
            StatusCode = status,
            AnswerHeaders = answer.Headers,
            Code = code,
            Errors = errors,
            TraceId = traceId ?? answer.TraceId,
            IsPostponed = RetryRules.IsPostponed(status, retryAfter),
            MayHaveActed = mayHaveActed,
            RecommendedAction = mayHaveActed
                ? AfterLoss(request)
                : ActionFor(code) ?? (GatewayPage.Is(answer) ? $"{action} {GatewayPage.Advice}" : action),
        };
    }

    /// <summary>The service has asked for a pause that is longer than this request may wait; it was not sent.</summary>
    public static VgsApiException FromHold(ApiRequest request, TimeoutException held)
    {
        var isRetried = request.Retry.MaximumRetries > 0;
        return new VgsApiException(
            isRetried ? VgsErrorId.OperationTimeout : VgsErrorId.RateLimited,
            $"{request.Description} was not sent. {held.Message}",
            request.Target
        )
        {
            IsPostponed = true,
            RecommendedAction = isRetried
                ? "Try again then, or give more time with -TimeoutSec."
                : "Try again then, or let the command wait: without -MaximumRetryCount 0 it does.",
        };
    }

    /// <summary>No answer at all.</summary>
    public static VgsApiException FromTransport(
        ApiRequest request,
        ExchangeFailedException failed,
        Uri address,
        string? proxy,
        TimeSpan timeout
    )
    {
        var where = address.GetLeftPart(UriPartial.Authority) + (proxy is null ? "" : $" through the proxy {proxy}");
        var mayHaveActed = failed.MayHaveActed && !RetryRules.IsRepeatable(request.Method);
        var mayBeDeleted = failed.MayHaveActed && request.Method == HttpMethod.Delete;
        var (id, what, action) = failed.Failure switch
        {
            ExchangeFailure.Certificate => (
                VgsErrorId.CertificateInvalid,
                $"no trusted TLS connection to {where}: {failed.Reason}",
                proxy is null
                    ? "Check the address and this machine's clock and trusted roots."
                    : "Check the proxy's certificate; give its CA with Connect-VgsCalm -CaCertificatePath."
            ),
            ExchangeFailure.ProxyAuthentication => (
                VgsErrorId.AuthenticationFailed,
                $"the proxy {proxy ?? "of this machine"} refused the credentials",
                proxy is null
                    ? SystemProxy.HowToSignIn
                    : "Give the proxy's user and password with Connect-VgsCalm -ProxyCredential."
            ),
            ExchangeFailure.ProxyRefusal => (
                VgsErrorId.ConnectionFailed,
                $"the proxy {proxy ?? "of this machine"} lets nothing through to {address.Authority} (403)",
                SystemProxy.HowToPass
            ),
            ExchangeFailure.TooLarge => (
                VgsErrorId.ResponseInvalid,
                $"the answer is larger than {BoundedBody.MaxBytes / (1024 * 1024)} MB",
                mayHaveActed ? AfterLoss(request) : "Save it with Invoke-VgsCalmRequest -OutFile, or ask for less."
            ),
            _ when mayHaveActed => (
                VgsErrorId.OutcomeUnknown,
                failed.Failure == ExchangeFailure.Timeout
                    ? $"no answer within {Seconds(timeout)}{Doubt(request)}"
                    : $"the answer was lost{Doubt(request)}: {failed.Reason}",
                AfterLoss(request)
            ),
            ExchangeFailure.Timeout => (
                VgsErrorId.OperationTimeout,
                $"no answer from {where} within {Seconds(timeout)}",
                request.Timeout is null
                    ? "Try again, or give each request of the session more time: Connect-VgsCalm has -TimeoutSec."
                    : "Try again, or give more time with -TimeoutSec."
            ),
            _ => (
                VgsErrorId.ConnectionFailed,
                $"no answer from {where}: {failed.Reason}",
                "Check the network and the address, then try again."
            ),
        };
        if (mayBeDeleted && id is VgsErrorId.OperationTimeout or VgsErrorId.ConnectionFailed)
        {
            what += "; it may have been deleted";
            action = "Try again: NotFound means then that it was deleted.";
        }

        return new VgsApiException(id, $"{request.Description} failed: {what}.", request.Target, failed.InnerException)
        {
            MayHaveActed = mayHaveActed,
            RecommendedAction = action,
        };
    }

    private static (VgsErrorId Id, string Action) Meaning(
        ApiRequest request,
        int status,
        TimeSpan? retryAfter,
        bool isExplained
    ) =>
        status switch
        {
            401 => (
                VgsErrorId.Unauthorized,
                "A new token was refused as well: check that the session's environment and addresses belong to its service account."
            ),
            403 => (
                VgsErrorId.Forbidden,
                request.Api == VgsApi.Accounts
                    ? "Give a session that may do it with -Session, or check this one's scopes and its Write access to the organization."
                    : "Check the session's scopes and its vault, or give another session of that vault with -Session."
            ),
            404 or 410 => (
                VgsErrorId.NotFound,
                request.Api switch
                {
                    VgsApi.Accounts => "Check the id, and that it is of this organization.",
                    VgsApi.CardAttributes =>
                        "Nothing is known of such a card: check the first digits of its number, or the alias.",
                    _ when request.Method == HttpMethod.Post =>
                        $"Check the session's address of {request.Api} with Test-VgsCalmConnection, and the ids of the request, if any.",
                    _ => "Check the id, and that the session's environment and vault are the ones where it was made.",
                }
            ),
            408 => (VgsErrorId.OperationTimeout, "Try again."),
            409 => (VgsErrorId.Conflict, "Look at the resource's present state first."),
            503 when RetryAfter.TooLong(retryAfter) is { } later => (VgsErrorId.ServiceError, later),
            429 => (
                VgsErrorId.RateLimited,
                RetryAfter.TooLong(retryAfter)
                    ?? "Try again later, or send less at once where the command has a -ThrottleLimit."
            ),
            >= 300 and < 400 => (
                VgsErrorId.ResponseInvalid,
                "Redirects are not followed, so that the token goes nowhere else: check the address."
            ),
            _ when RetryRules.IsOfNetwork(status) => (
                VgsErrorId.ConnectionFailed,
                "The network between here and the service wants a sign-in: sign in there first."
            ),
            502 or 504 when !RetryRules.IsRepeatable(request.Method) => (VgsErrorId.OutcomeUnknown, AfterLoss(request)),
            >= 500 => (VgsErrorId.ServiceError, "Try again later; quote the trace id to VGS support if it persists."),
            >= 400 => (
                VgsErrorId.RequestInvalid,
                isExplained
                    ? "Correct the request: the answer says what is wrong with it."
                    : "Correct the request: it is refused as it is."
            ),
            _ => (VgsErrorId.ResponseInvalid, "Check the address: this is not how the API answers."),
        };

    private static string Doubt(ApiRequest request) =>
        request.ChangesNothing ? "" : ", and it may have been carried out";

    private static string AfterLoss(ApiRequest request) => request.ChangesNothing ? AskAgain : FindOutFirst;

    private static string? ActionFor(string? code) =>
        code switch
        {
            "merchant-not-found" => "Check the merchant's id, or make a merchant with New-VgsMerchant and give its id.",
            "card-brand-not-supported" or "account-updater-not-supported" =>
                "This card cannot take part; leave it out.",
            "card-not-allowed" =>
                "The card's issuer or range is not allowed for this merchant; leave it out or ask VGS.",
            "rejected" or "declined" =>
                "The card itself was refused, and no field is blamed: leave it out, or ask VGS why.",
            _ => null,
        };

    private static string Seconds(TimeSpan time) =>
        time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + " s";
}
