using System.Diagnostics;
using VgsCalm.Auth;
using VgsCalm.Http.Addresses;
using VgsCalm.Http.Retry;
using VgsCalm.Redaction;

namespace VgsCalm.Http;

/// <summary>
/// Carries a session's requests: adds address and token, obeys Retry-After, repeats what may be repeated,
/// renews the token once when an API refuses it, and turns every failure into a <see cref="VgsApiException"/>.
/// </summary>
internal sealed class ApiTransport
{
    // Credentials and address are the session's, and how a message is framed is the client's: a wrong length looks like a lost answer.
    private static readonly HashSet<string> SessionsOwn = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization",
        "Proxy-Authorization",
        "Host",
        "Content-Length",
        "Transfer-Encoding",
        "Connection",
        "Expect",
        "Upgrade",
        "Trailer",
    };

    private readonly HttpClient _http;
    private readonly AccessTokenSource _tokens;
    private readonly ServiceAddresses _addresses;
    private readonly Clock _clock;
    private readonly TimeSpan _timeout;
    private readonly string? _proxy;
    private readonly RequestPause[] _pauses;

    /// <param name="http">Client of the session.</param>
    /// <param name="tokens">Where the token comes from.</param>
    /// <param name="addresses">Where the requests go.</param>
    /// <param name="timeout">Time limit of one try; zero: none.</param>
    /// <param name="proxy">The proxy's address, for errors; null where there is none.</param>
    /// <param name="clock">Time.</param>
    public ApiTransport(
        HttpClient http,
        AccessTokenSource tokens,
        ServiceAddresses addresses,
        TimeSpan timeout,
        string? proxy,
        Clock clock
    )
    {
        _http = http;
        _tokens = tokens;
        _addresses = addresses;
        _timeout = timeout;
        _proxy = proxy;
        _clock = clock;
        _pauses = [.. Enum.GetValues(typeof(VgsApi)).Cast<VgsApi>().Select(_ => new RequestPause(clock))];
    }

    /// <summary>
    /// A time limit of one try that is no longer than <paramref name="limit"/>; null where the session's own is shorter.
    /// </summary>
    public TimeSpan? AtMost(TimeSpan? limit) =>
        limit is null || (_timeout > TimeSpan.Zero && _timeout <= limit) ? null : limit;

    /// <param name="request">What to send.</param>
    /// <param name="observer">Hears of every try.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="saveBody">Takes the body of a success while it arrives; null reads it into memory, up to the limit.</param>
    /// <exception cref="VgsApiException">The request failed; its id says how.</exception>
    public async Task<ApiResponse> SendAsync(
        ApiRequest request,
        RequestObserver observer,
        CancellationToken cancellationToken,
        Func<Stream, CancellationToken, Task>? saveBody = null
    )
    {
        var address = request.AddressUnder(_addresses.Of(request.Api));
        var pause = _pauses[(int)request.Api];
        var timeout = request.Timeout ?? _timeout;
        var renewed = false;
        var answerLost = false;
        for (var attempt = 1; ; attempt++)
        {
            await pause.PassAsync(cancellationToken).ConfigureAwait(false);
            var token = await _tokens.GetAsync(observer, cancellationToken).ConfigureAwait(false);

            ApiResponse answer;
            TimeSpan? retryAfter;
            try
            {
                (answer, retryAfter) = await SendOnceAsync(
                        request,
                        address,
                        token,
                        timeout,
                        attempt,
                        saveBody,
                        observer,
                        cancellationToken
                    )
                    .ConfigureAwait(false);
            }
            catch (ExchangeFailedException failed)
            {
                if (attempt > request.MaximumRetries || !MayRepeat(request, failed))
                {
                    throw ApiFailure.FromTransport(request, failed, address, _proxy, timeout);
                }

                answerLost |= failed.MayHaveActed;
                observer.OnNotCarriedOut();
                await _clock
                    .Delay(request.RetryInterval ?? RetryRules.Backoff(attempt), cancellationToken)
                    .ConfigureAwait(false);
                continue;
            }

            // 404: deleted by the try whose answer was lost. 303: CMP's duplicate check found the card, and names it.
            if (
                answer.IsSuccess
                || (answer.StatusCode == 303 && request.Api == VgsApi.Cmp)
                || (answerLost && answer.StatusCode == 404 && request.Method == HttpMethod.Delete)
            )
            {
                return answer;
            }

            if (answer.StatusCode == 401 && !renewed)
            {
                renewed = true;
                observer.OnNotCarriedOut();
                await _tokens.RenewAsync(token, observer, cancellationToken).ConfigureAwait(false);
                attempt--;
                continue;
            }

            var mayRepeat =
                RetryRules.MayRepeat(request.Method, request.Api, answer.StatusCode, retryAfter)
                && !(retryAfter > RetryRules.LongestWait);
            if (mayRepeat && retryAfter is { } asked)
            {
                pause.Extend(asked);
            }

            if (mayRepeat && attempt <= request.MaximumRetries)
            {
                observer.OnNotCarriedOut();
                if (retryAfter is null)
                {
                    await _clock
                        .Delay(request.RetryInterval ?? RetryRules.Backoff(attempt), cancellationToken)
                        .ConfigureAwait(false);
                }

                continue;
            }

            if (request.AcceptErrorStatus)
            {
                return answer;
            }

            throw ApiFailure.FromAnswer(request, answer, retryAfter);
        }
    }

    private async Task<(ApiResponse Answer, TimeSpan? RetryAfter)> SendOnceAsync(
        ApiRequest request,
        Uri address,
        AccessToken token,
        TimeSpan timeout,
        int attempt,
        Func<Stream, CancellationToken, Task>? saveBody,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        using var message = new HttpRequestMessage(request.Method, address);

        // As text: parsed values are written out anew for each request, the long token among them.
        message.Headers.TryAddWithoutValidation("Authorization", token.Authorization);
        message.Headers.TryAddWithoutValidation(
            "Accept",
            request.Api is VgsApi.Cmp or VgsApi.Accounts
                ? "application/vnd.api+json, application/json;q=0.9"
                : "application/json"
        );

        // GET without a body has no content; every other method has one, if an empty one, so that it knows whether it left.
        // DELETE too: .NET sends a request without content again, unasked, when its connection closes, and the second one finds nothing.
        var content =
            request.Body is { } body ? new OnceContent(body, request.ContentType ?? ContentTypeOf(request.Api))
            : request.Method == HttpMethod.Get || request.Method == HttpMethod.Head ? null
            : new OnceContent([], contentType: null);
        message.Content = content;
        foreach (var header in request.Headers ?? [])
        {
            AddHeader(message, header, request.ContentType is not null);
        }

        var carried = new CarriedSecrets(token.Value, request.BodyMayHaveSecrets ? request.Body : null);
        observer.Debug?.Invoke(RequestTrace.Describe(message, request.Body, carried.Hide));

        observer.OnSending();
        var watch = Stopwatch.StartNew();
        try
        {
            var exchange = await HttpExchange
                .SendAsync(
                    _http,
                    message,
                    content,
                    timeout,
                    BoundedBody.Largest,
                    _clock,
                    saveBody,
                    carried.Hide,
                    cancellationToken
                )
                .ConfigureAwait(false);
            observer.Verbose?.Invoke(
                RequestTrace.Line(
                    request.Method,
                    address,
                    exchange.Answer.StatusCode.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    watch.Elapsed,
                    exchange.Answer.Body.Length,
                    attempt,
                    exchange.Answer.TraceId
                )
            );
            observer.Debug?.Invoke(RequestTrace.Describe(exchange.Answer));
            return exchange;
        }
        catch (ExchangeFailedException failed)
        {
            observer.Verbose?.Invoke(
                RequestTrace.Line(
                    request.Method,
                    address,
                    $"no answer ({failed.Failure})",
                    watch.Elapsed,
                    bytes: 0,
                    attempt,
                    traceId: null
                )
            );
            throw;
        }
        catch (OperationCanceledException cancelled) when (content is { Started: true })
        {
            throw new CancelledInFlightException(cancelled);
        }
    }

    private static bool MayRepeat(ApiRequest request, ExchangeFailedException failed) =>
        failed.Failure == ExchangeFailure.Connection
        && (RetryRules.IsRepeatable(request.Method) || !failed.MayHaveActed);

    private static string ContentTypeOf(VgsApi api) =>
        api is VgsApi.Cmp or VgsApi.Accounts ? "application/vnd.api+json" : "application/json";

    private static void AddHeader(HttpRequestMessage message, KeyValuePair<string, string> header, bool hasContentType)
    {
        if (SessionsOwn.Contains(header.Key))
        {
            throw new VgsApiException(
                VgsErrorId.RequestInvalid,
                $"The {header.Key} header is the session's own; nothing was sent.",
                header.Key
            )
            {
                RecommendedAction = "Leave it out; other credentials and addresses are given with Connect-VgsCalm.",
            };
        }

        if (!TryAdd(message, header, hasContentType))
        {
            throw new VgsApiException(
                VgsErrorId.RequestInvalid,
                $"The header '{Redactor.MaskCardNumbers(new string([.. header.Key.Where(c => c > ' ')]))}' cannot be "
                    + $"sent: its name or value has characters that are not allowed; nothing was sent.",
                Redactor.MaskCardNumbers(header.Key)
            )
            {
                RecommendedAction = "Correct or leave out the header.",
            };
        }
    }

    private static bool TryAdd(HttpRequestMessage message, KeyValuePair<string, string> header, bool hasContentType)
    {
        // RFC 9110 §5.5: what is beyond ASCII has no meaning that both sides agree on.
        if (header.Value.Any(c => c is (< ' ' and not '\t') or > '~'))
        {
            return false;
        }

        try
        {
            if (header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            {
                // It describes a body: without one there is nothing to describe, and -ContentType goes first.
                if (message.Content is null || hasContentType)
                {
                    return true;
                }

                message.Content.Headers.ContentType = null;
                return message.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }

            if (header.Key.Equals("Accept", StringComparison.OrdinalIgnoreCase))
            {
                message.Headers.Accept.Clear();
            }

            return message.Headers.TryAddWithoutValidation(header.Key, header.Value)
                || (message.Content?.Headers.TryAddWithoutValidation(header.Key, header.Value) ?? false);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
