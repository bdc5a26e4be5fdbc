using VgsCalm.Http.Exchange;
using VgsCalm.Http.Retry;
using VgsCalm.Redaction;

namespace VgsCalm.Auth;

/// <summary>Asks for tokens: OAuth 2.0 client credentials with the secret in the form (RFC 6749 §4.4, §2.3.1).</summary>
internal sealed class TokenEndpoint
{
    private const int MaxAttempts = 3;
    private const int MaxAnswerBytes = 1024 * 1024;

    private readonly HttpExchange _exchange;
    private readonly Uri _address;
    private readonly ClientCredentials _credentials;
    private readonly IReadOnlyList<string> _scope;
    private readonly TimeSpan _timeout;
    private readonly Clock _clock;
    private readonly TokenFailure _failure;

    public TokenEndpoint(
        HttpClient http,
        Uri address,
        ClientCredentials credentials,
        IReadOnlyList<string> scope,
        TimeSpan timeout,
        Clock clock
    )
    {
        _exchange = new HttpExchange(http, clock);
        _address = address;
        _credentials = credentials;
        _scope = scope;
        _timeout = timeout;
        _clock = clock;
        _failure = new TokenFailure(Location, credentials.ShownId, string.Join(" ", scope))
        {
            OddPart = credentials.OddPart,
        };
    }

    private string Location => _address.GetLeftPart(UriPartial.Path);

    /// <summary>Whether the answer says "later": a token request changes nothing, so it may be repeated like a GET.</summary>
    public static bool MayRepeat(ApiResponse answer) =>
        RetryRules.MayRepeat(HttpMethod.Get, api: null, answer.StatusCode, answer.RetryAfter)
        && !(answer.RetryAfter > RetryRules.MaxWait);

    /// <exception cref="VgsApiException">AuthenticationFailed, InvalidScope, TokenEndpointUnavailable,
    /// TokenResponseInvalid, OperationTimeout or CertificateInvalid.</exception>
    public async Task<AccessToken> RequestAsync(RequestObserver observer, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan? retryAfter = null;
            try
            {
                var (requestedAt, requestedOn) = (_clock.Elapsed, _clock.UtcNow);
                var answer = await SendOnceAsync(attempt, observer, cancellationToken).ConfigureAwait(false);
                if (answer.IsSuccess)
                {
                    return TokenResponse.Read(answer.JsonBody, Location, _scope, requestedAt, requestedOn, Redact);
                }

                retryAfter = answer.RetryAfter;
                if (attempt >= MaxAttempts || !MayRepeat(answer))
                {
                    throw _failure.FromAnswer(answer);
                }
            }
            catch (ExchangeFailedException failed)
            {
                if (attempt >= MaxAttempts || failed.Failure != ExchangeFailure.Connection)
                {
                    throw _failure.FromTransport(failed, _timeout);
                }
            }

            // Never less than the own pause, whatever the server says: "0" would be a loop.
            var pause = RetryRules.Backoff(attempt);
            if (retryAfter > pause)
            {
                pause = retryAfter.Value;
                observer.OnHeldBack(pause, _clock.UtcNow + pause);
            }

            await _clock.Delay(pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ApiResponse> SendOnceAsync(
        int attempt,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        var form = TokenForm.Write(_credentials, _scope);
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, _address);
            message.Headers.Accept.ParseAdd("application/json");
            message.Content = new OnceContent(form, "application/x-www-form-urlencoded");
            observer.Debug?.Invoke(
                $"> POST {_address.AbsolutePath}\n> {TokenForm.Describe(_credentials.ShownId, _scope)}"
            );
            var options = new ExchangeOptions(Redact)
            {
                Timeout = _timeout,
                MaxBytes = MaxAnswerBytes,
                Attempt = attempt,
            };
            return await _exchange.SendAsync(message, options, observer, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Array.Clear(form, 0, form.Length);
        }
    }

    private string Redact(string text) => Redactor.MaskSensitive(_credentials.Redact(text));
}
