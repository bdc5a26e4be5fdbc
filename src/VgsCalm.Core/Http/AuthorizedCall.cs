using VgsCalm.Auth;
using VgsCalm.Http.Exchange;
using VgsCalm.Http.Retry;
using VgsCalm.Redaction;

namespace VgsCalm.Http;

/// <summary>
/// One request on its way through its tries. Each try passes the gate and carries the session's token; when the API refuses a token,
/// the call gets a new one and sends the same try again, once.
/// </summary>
internal sealed class AuthorizedCall
{
    private readonly HttpExchange _exchange;
    private readonly PatientTokens _tokens;
    private readonly RetryAfterGate _gate;
    private readonly ApiRequest _request;
    private readonly Uri _address;
    private readonly TimeSpan _timeout;
    private readonly Func<Stream, CancellationToken, Task>? _saveBody;
    private bool _renewed;

    public AuthorizedCall(
        HttpExchange exchange,
        PatientTokens tokens,
        RetryAfterGate gate,
        ApiRequest request,
        Uri address,
        TimeSpan timeout,
        Func<Stream, CancellationToken, Task>? saveBody
    )
    {
        _exchange = exchange;
        _tokens = tokens;
        _gate = gate;
        _request = request;
        _address = address;
        _timeout = timeout;
        _saveBody = saveBody;
    }

    /// <exception cref="ExchangeFailedException">There was no answer.</exception>
    /// <exception cref="VgsApiException">There was no token, or a header cannot be sent.</exception>
    public async Task<ApiResponse> TryAsync(int attempt, RequestObserver observer, CancellationToken cancellationToken)
    {
        var patience = _request.Retry.MaxPostponement;

        // Got before the gate as well, so that a request that has passed it leaves at once; and anew after it, since the
        // wait may be long.
        await _tokens.GetAsync(patience, observer, cancellationToken).ConfigureAwait(false);
        var ticket = await EnterAsync(observer, cancellationToken).ConfigureAwait(false);
        var token = await _tokens.GetAsync(patience, observer, cancellationToken).ConfigureAwait(false);
        var answer = await SendAsync(token, attempt, observer, cancellationToken).ConfigureAwait(false);
        Report(ticket, answer, observer);
        if (answer.StatusCode != 401 || _renewed)
        {
            return answer;
        }

        _renewed = true;
        observer.OnNotCarriedOut();
        token = await _tokens.RenewAsync(token, patience, observer, cancellationToken).ConfigureAwait(false);
        ticket = await EnterAsync(observer, cancellationToken).ConfigureAwait(false);
        answer = await SendAsync(token, attempt, observer, cancellationToken).ConfigureAwait(false);
        Report(ticket, answer, observer);
        return answer;
    }

    // The message holds nothing to dispose of but its body, which is an array.
#pragma warning disable CA2000
    private Task<ApiResponse> SendAsync(
        AccessToken token,
        int attempt,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        var message = RequestMessage.Create(_request, _address, token);
        var secrets = new RequestSecrets(token.Value, _request.BodyMayHaveSecrets ? _request.Body : null)
        {
            Sent = _request.Body ?? [],
            Address = _address,
            Headers = _request.Headers,
        };
        var options = new ExchangeOptions(secrets.Redact)
        {
            Timeout = _timeout,
            Attempt = attempt,
            SaveBody = _saveBody,
            RedactSecrets = secrets.RedactSecrets,
            TellsInFlight = true,
        };
        observer.Debug?.Invoke(RequestTrace.Describe(message, _request.Body, secrets.Redact));
        observer.OnSending();
        return _exchange.SendAsync(message, options, observer, cancellationToken);
    }
#pragma warning restore CA2000

    private Task<int> EnterAsync(RequestObserver observer, CancellationToken cancellationToken) =>
        _request.Retry.Pace is { } pace
            ? PassBothAsync(pace, observer, cancellationToken)
            : PassGateAsync(observer, cancellationToken);

    private Task<int> PassBothAsync(RequestPace pace, RequestObserver observer, CancellationToken cancellationToken) =>
        pace.PassAsync(() => PassGateAsync(observer, cancellationToken), cancellationToken);

    private async Task<int> PassGateAsync(RequestObserver observer, CancellationToken cancellationToken)
    {
        var maxWait = _request.Retry.MaximumRetries == 0 ? TimeSpan.Zero : _request.Retry.MaxWait;
        try
        {
            return await _gate.EnterAsync(maxWait, observer.OnHeldBack, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException held)
        {
            throw ApiFailure.FromHold(_request, held);
        }
    }

    private void Report(int ticket, ApiResponse answer, RequestObserver observer)
    {
        observer.Debug?.Invoke(
            RequestTrace.Describe(answer.StatusCode, answer.Headers, answer.Body, answer.ContentType, answer.Redact)
        );
        if (!RetryRules.IsPostponed(answer.StatusCode, answer.RetryAfter))
        {
            _gate.ReportAccepted(ticket);
        }
        else if (!(answer.RetryAfter > RetryRules.MaxWait))
        {
            _gate.ReportPostponed(ticket, answer.RetryAfter, _request.Retry.RetryInterval);
        }
    }
}
