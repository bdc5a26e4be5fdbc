using System.Diagnostics;
using System.Globalization;
using VgsCalm.Http;
using VgsCalm.Http.Retry;
using VgsCalm.Redaction;

namespace VgsCalm.Auth;

/// <summary>Asks for tokens: OAuth 2.0 client credentials with the secret in the form (RFC 6749 §4.4, §2.3.1).</summary>
internal sealed class TokenEndpoint
{
    private const int Attempts = 3;
    private const int LargestAnswer = 1024 * 1024;

    private readonly HttpClient _http;
    private readonly Uri _address;
    private readonly ClientCredentials _credentials;
    private readonly IReadOnlyList<string> _scope;
    private readonly TimeSpan _timeout;
    private readonly Clock _clock;

    public TokenEndpoint(
        HttpClient http,
        Uri address,
        ClientCredentials credentials,
        IReadOnlyList<string> scope,
        TimeSpan timeout,
        Clock clock
    )
    {
        _http = http;
        _address = address;
        _credentials = credentials;
        _scope = scope;
        _timeout = timeout;
        _clock = clock;
    }

    private string Shown => _address.GetLeftPart(UriPartial.Path);

    /// <exception cref="VgsApiException">AuthenticationFailed, InvalidScope, TokenEndpointUnavailable,
    /// TokenResponseInvalid, OperationTimeout or CertificateInvalid.</exception>
    public async Task<AccessToken> RequestAsync(RequestObserver observer, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan? retryAfter = null;
            try
            {
                var requestedAt = _clock.Elapsed;
                var requestedOn = _clock.UtcNow;
                var (answer, wait) = await SendOnceAsync(attempt, observer, cancellationToken).ConfigureAwait(false);
                retryAfter = wait;
                if (answer.IsSuccess)
                {
                    return TokenResponse.Read(answer.Body, Shown, _scope, requestedAt, requestedOn, Harmless);
                }

                // A token request changes nothing, so it may be repeated like a GET.
                var mayRepeat =
                    RetryRules.MayRepeat(HttpMethod.Get, api: null, answer.StatusCode, wait)
                    && !(wait > RetryRules.LongestWait);
                if (attempt >= Attempts || !mayRepeat)
                {
                    throw Refused(answer);
                }
            }
            catch (ExchangeFailedException failed)
            {
                if (attempt >= Attempts || failed.Failure != ExchangeFailure.Connection)
                {
                    throw Unreachable(failed);
                }
            }

            await _clock.Delay(retryAfter ?? RetryRules.Backoff(attempt), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<(ApiResponse Answer, TimeSpan? RetryAfter)> SendOnceAsync(
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
            using var content = new OnceContent(form, "application/x-www-form-urlencoded");
            message.Content = content;
            var watch = Stopwatch.StartNew();
            var scope = _scope.Count > 0 ? "&scope=" + string.Join(" ", _scope) : "";
            observer.Debug?.Invoke(
                $"> POST {_address.AbsolutePath}\n"
                    + $"> grant_type=client_credentials&client_id={_credentials.ClientId}&client_secret=***{scope}"
            );
            try
            {
                var exchange = await HttpExchange
                    .SendAsync(
                        _http,
                        message,
                        content,
                        _timeout,
                        LargestAnswer,
                        _clock,
                        saveBody: null,
                        Harmless,
                        cancellationToken
                    )
                    .ConfigureAwait(false);
                observer.Verbose?.Invoke(
                    RequestTrace.Line(
                        HttpMethod.Post,
                        _address,
                        exchange.Answer.StatusCode.ToString(CultureInfo.InvariantCulture),
                        watch.Elapsed,
                        exchange.Answer.Body.Length,
                        attempt,
                        exchange.Answer.TraceId
                    )
                );
                return exchange;
            }
            catch (ExchangeFailedException failed)
            {
                observer.Verbose?.Invoke(
                    RequestTrace.Line(
                        HttpMethod.Post,
                        _address,
                        $"no answer ({failed.Failure})",
                        watch.Elapsed,
                        bytes: 0,
                        attempt,
                        traceId: null
                    )
                );
                throw;
            }
        }
        finally
        {
            Array.Clear(form, 0, form.Length);
        }
    }

    private VgsApiException Refused(ApiResponse answer)
    {
        var (saidCode, saidDescription) = TokenResponse.ReadError(answer.Body);
        var (code, description) = (answer.Shown(saidCode), answer.Shown(saidDescription));
        var said =
            code is null ? "no reason given"
            : description is null ? code
            : $"{code}: {description.TrimEnd('.')}";
        if (said.Length > 300)
        {
            said = said.Substring(0, 300) + "…";
        }

        var (id, message, target, action) = answer.StatusCode switch
        {
            400 when code == "invalid_scope" => (
                VgsErrorId.InvalidScope,
                $"The scope '{string.Join(" ", _scope)}' was refused for client '{_credentials.ClientId}' ({said}).",
                string.Join(" ", _scope),
                "Ask only for scopes that the service account has; leave -Scope out to get all of its default ones."
            ),

            // Servers of this kind use 400, 401 and 403, and not always with a body, for one and the same thing.
            400 or 401 or 403 => (
                VgsErrorId.AuthenticationFailed,
                $"Client '{_credentials.ClientId}' was refused by {Shown} with status {answer.StatusCode} ({said}).",
                _credentials.ClientId,
                "Check the client id and secret. An account made just now may need some seconds; a revoked one stays refused."
            ),
            429 => (
                VgsErrorId.RateLimited,
                $"{Shown} is asked for too many tokens ({said}).",
                Shown,
                "Share one session between callers, or try again later."
            ),
            >= 300 and < 400 => (
                VgsErrorId.TokenResponseInvalid,
                $"{Shown} redirects elsewhere (status {answer.StatusCode}), which is not followed with a secret.",
                Shown,
                "Check -AuthUri."
            ),
            _ => (
                VgsErrorId.TokenEndpointUnavailable,
                $"{Shown} gave no token: status {answer.StatusCode} ({said}).",
                Shown,
                "Check -AuthUri, or try again later."
            ),
        };
        return new VgsApiException(id, message, target)
        {
            StatusCode = answer.StatusCode,
            Code = code,
            Errors = code is null ? [] : [new VgsErrorDetail(code, description)],
            TraceId = answer.TraceId,
            RecommendedAction = action,
        };
    }

    private string Harmless(string said) => Redactor.MaskSensitive(_credentials.Conceal(said));

    private VgsApiException Unreachable(ExchangeFailedException failed)
    {
        var (id, message, action) = failed.Failure switch
        {
            ExchangeFailure.Certificate => (
                VgsErrorId.CertificateInvalid,
                $"No trusted TLS connection to {Shown}: {failed.Said}.",
                "Check the address and this machine's clock and trusted roots."
            ),
            ExchangeFailure.Timeout => (
                VgsErrorId.OperationTimeout,
                $"{Shown} did not answer within {_timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s.",
                "Try again, or give more time with -TimeoutSec."
            ),
            ExchangeFailure.TooLarge => (
                VgsErrorId.TokenResponseInvalid,
                $"The answer of {Shown} is far too large for a token.",
                "Check -AuthUri."
            ),
            ExchangeFailure.ProxyAuthentication => (
                VgsErrorId.AuthenticationFailed,
                $"This machine's proxy refused the connection to {Shown} (407).",
                "Set the proxy's credentials in the system's proxy settings."
            ),
            _ => (
                VgsErrorId.TokenEndpointUnavailable,
                $"No answer from {Shown}: {failed.Said}.",
                "Check the network and -AuthUri, then try again."
            ),
        };
        return new VgsApiException(id, message, Shown, failed.InnerException) { RecommendedAction = action };
    }
}
