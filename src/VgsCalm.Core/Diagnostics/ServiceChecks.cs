using System.Globalization;
using VgsCalm.Auth;
using VgsCalm.Http;
using VgsCalm.Http.Exchange;
using VgsCalm.Http.Retry;
using VgsCalm.Json;

namespace VgsCalm.Diagnostics;

/// <summary>Examines what a session's servers answer: the token, its scopes, the clock, each API.</summary>
internal sealed class ServiceChecks
{
    // Half of the usual tolerance: a token is refused beyond a minute.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(30);

    // Date has whole seconds, and servers write it once a second: one clock for both would seem to be up to two seconds ahead.
    private static readonly TimeSpan DateResolution = TimeSpan.FromSeconds(3);

    private readonly ApiTransport _transport;
    private readonly AccessTokenSource _tokens;
    private readonly Clock _clock;

    // Where there is no token, that is what is at fault: nothing is said of what takes one, and it is not asked for again.
    private bool _hasToken = true;

    public ServiceChecks(ApiTransport transport, AccessTokenSource tokens, Clock clock)
    {
        _transport = transport;
        _tokens = tokens;
        _clock = clock;
    }

    private static (VgsCheckOutcome Outcome, string Detail) WithoutToken =>
        (VgsCheckOutcome.Skipped, "it takes a token, and the session gets no token.");

    /// <summary>Whether the session has a token, or gets one; one that is due is renewed, since commands would do so.</summary>
    public async Task<(VgsCheckOutcome Outcome, string Detail)> TokenAsync(
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        _hasToken = false;
        var token = _tokens.Current;
        try
        {
            if (token?.IsDueForRenewal(_clock) != false)
            {
                token = await _tokens.RenewAsync(token, observer, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (VgsApiException error) when (_tokens.CurrentIfGood is { } good)
        {
            _hasToken = true;
            return (
                VgsCheckOutcome.Warning,
                $"{Lifetime(good)}, and no new one: {error.Message} {error.RecommendedAction}"
            );
        }

        _hasToken = true;
        return (VgsCheckOutcome.Passed, $"{Lifetime(token)}, then renewed");
    }

    /// <summary>What the token may do.</summary>
    public async Task<(VgsCheckOutcome Outcome, string Detail)> ScopeAsync(
        bool isPerson,
        RequestObserver observer,
        CancellationToken cancellationToken
    ) =>
        _hasToken
            ? ScopeUse.Judge(
                (await _tokens.GetAsync(observer, cancellationToken).ConfigureAwait(false)).Scope,
                isPerson
            )
            : WithoutToken;

    /// <summary>This machine's clock against the server's.</summary>
    public async Task<(VgsCheckOutcome Outcome, string Detail)> ClockAsync(
        VgsApi api,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        if (!_hasToken)
        {
            return WithoutToken;
        }

        ApiResponse answer;
        try
        {
            answer = await AskAsync(api, observer, cancellationToken).ConfigureAwait(false);
        }
        catch (VgsApiException error)
        {
            return (VgsCheckOutcome.Skipped, $"the server's time is not known: {error.Message}");
        }

        if (
            !answer.Headers.TryGetValue("Date", out var dates)
            || !DateTimeOffset.TryParse(
                dates[0],
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var serverTime
            )
        )
        {
            return (VgsCheckOutcome.Skipped, "the server sends no Date.");
        }

        return JudgeClock(_clock.UtcNow - serverTime);
    }

    private static (VgsCheckOutcome Outcome, string Detail) JudgeClock(TimeSpan ahead)
    {
        if (ahead.Duration() < DateResolution)
        {
            return (VgsCheckOutcome.Passed, "this machine's clock and the server's are less than 3 s apart");
        }

        var text = string.Format(
            CultureInfo.InvariantCulture,
            "{0:0} s {1} the server's",
            Math.Abs(ahead.TotalSeconds),
            ahead < TimeSpan.Zero ? "behind" : "ahead of"
        );
        return ahead.Duration() <= ClockTolerance
            ? (VgsCheckOutcome.Passed, $"this machine's clock is {text}")
            : (
                VgsCheckOutcome.Warning,
                $"this machine's clock is {text}: set it. Certificates, sign-ins and webhooks depend on it."
            );
    }

    /// <summary>An API's answer to a request that reads something and makes nothing.</summary>
    public async Task<(VgsCheckOutcome Outcome, string Detail)> ApiAsync(
        VgsApi api,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        if (!_hasToken)
        {
            return WithoutToken;
        }

        try
        {
            return Judge(api, await AskAsync(api, observer, cancellationToken).ConfigureAwait(false));
        }
        catch (VgsApiException held) when (held.IsPostponed)
        {
            return (VgsCheckOutcome.Warning, $"{held.Message} Test again then.");
        }
    }

    // A gateway's page is no sign of the API behind it; nor is any refusal of the list of organizations, which each session may ask for.
    private static (VgsCheckOutcome Outcome, string Detail) Judge(VgsApi api, ApiResponse answer)
    {
        var status = answer.StatusCode;
        using var json = JsonFields.ParseObject(answer.JsonBody);
        return status switch
        {
            401 => (
                VgsCheckOutcome.Failed,
                "status 401: the API refuses the session's token, also a new one. Check -Environment of Connect-VgsCalm."
            ),
            403 when json is not null || answer.Body.Length == 0 => (
                VgsCheckOutcome.Warning,
                "status 403: the API answers, and this session may not use it. Where it should, check its scopes, its vault "
                    + "and, for a person, the membership."
            ),
            _ when RetryRules.IsPostponed(status, answer.RetryAfter) => (
                VgsCheckOutcome.Warning,
                $"status {status}: the API asks to be left alone for a while. Test again later."
            ),
            408 or >= 500 => (
                VgsCheckOutcome.Failed,
                $"status {status}: the service is out of order. Try again later."
            ),
            >= 200 and < 300 when json is not null => (VgsCheckOutcome.Passed, $"status {status}"),
            >= 400 and < 500 when json is not null && api != VgsApi.Accounts => (
                VgsCheckOutcome.Passed,
                $"status {status}, as it is to be for something that does not exist"
            ),
            _ => (
                VgsCheckOutcome.Failed,
                $"status {status} with {answer.ContentTypeText}: this is not how the API answers. Check its address, and what stands "
                    + "before it."
            ),
        };
    }

    private string Lifetime(AccessToken token) =>
        string.Format(CultureInfo.InvariantCulture, "good for {0:0} s", token.Remaining(_clock).TotalSeconds);

    // Nothing is made: the paths are read, and the ids are those of nothing.
    private Task<ApiResponse> AskAsync(VgsApi api, RequestObserver observer, CancellationToken cancellationToken)
    {
        var path = api switch
        {
            VgsApi.Accounts => "/organizations",
            VgsApi.CardAttributes => "/attributes/attributes",
            _ => "/cards/connection-test",
        };
        var request = new ApiRequest(HttpMethod.Get, api, path)
        {
            AcceptErrorStatus = true,
            Retry = new RetryPolicy { MaximumRetries = 0 },
            Timeout = _transport.CapTimeout(TimeSpan.FromSeconds(15)),
        };
        return _transport.SendAsync(request, observer, cancellationToken);
    }
}
