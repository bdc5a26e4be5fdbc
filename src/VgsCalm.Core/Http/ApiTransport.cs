using VgsCalm.Auth;
using VgsCalm.Http.Addresses;
using VgsCalm.Http.Exchange;
using VgsCalm.Http.Retry;

namespace VgsCalm.Http;

/// <summary>
/// Carries a session's requests: adds address and token, obeys Retry-After, repeats what may be repeated,
/// renews the token once when an API refuses it, and turns every failure into a <see cref="VgsApiException"/>.
/// </summary>
internal sealed class ApiTransport
{
    private readonly HttpExchange _exchange;
    private readonly PatientTokens _tokens;
    private readonly ServiceAddresses _addresses;
    private readonly Clock _clock;
    private readonly TimeSpan _timeout;
    private readonly string? _proxy;
    private readonly RetryAfterGate[] _gates;
    private volatile Destination? _lastPost;

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
        _exchange = new HttpExchange(http, clock);
        _tokens = new PatientTokens(tokens, clock);
        _addresses = addresses;
        _timeout = timeout;
        _proxy = proxy;
        _clock = clock;
        _gates = [.. Enum.GetValues(typeof(VgsApi)).Cast<VgsApi>().Select(_ => new RetryAfterGate(clock))];
    }

    /// <summary>What to add to the advice when an API refuses the session's rights (401, 403); null for nothing.</summary>
    public string? RefusalNote { get; set; }

    /// <summary>
    /// A time limit of one try that is no longer than <paramref name="limit"/>; null where the session's own is shorter.
    /// </summary>
    public TimeSpan? CapTimeout(TimeSpan? limit) =>
        limit is null || (_timeout > TimeSpan.Zero && _timeout <= limit) ? null : limit;

    /// <summary>The address of an API.</summary>
    public Uri GetAddress(VgsApi api) => _addresses.Get(api);

    /// <summary>How much longer the requests to an API are held back, because it asked for a pause.</summary>
    public TimeSpan HeldFor(VgsApi api) => _gates[(int)api].HeldFor;

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
        var address = Resolve(request);
        var timeout = request.Timeout ?? _timeout;
        var gate = _gates[(int)request.Api];
        var call = new AuthorizedCall(_exchange, _tokens, gate, request, address, timeout, saveBody);
        var tries = new RequestTries(request, gate, _clock);
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan? pause;
            try
            {
                var answer = await call.TryAsync(attempt, observer, cancellationToken).ConfigureAwait(false);
                if (tries.IsExpected(answer))
                {
                    return answer;
                }

                if (!tries.MayRepeat(answer, attempt, out pause))
                {
                    return request.AcceptErrorStatus
                        ? answer
                        : throw Noted(ApiFailure.FromAnswer(request, answer), request);
                }

                if (pause is { } asked && asked == answer.RetryAfter)
                {
                    observer.OnHeldBack(asked, _clock.UtcNow + asked);
                }
            }
            catch (ExchangeFailedException failed)
            {
                if (!tries.MayRepeat(failed, attempt, out pause))
                {
                    throw ApiFailure.FromTransport(request, failed, address, _proxy, timeout);
                }
            }

            observer.OnNotCarriedOut();
            if (pause is { } wait)
            {
                await _clock.Delay(wait, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // Bulk work posts every card to one path: its address is worked out once.
    private Uri Resolve(ApiRequest request)
    {
        if (_lastPost is { } last && last.Api == request.Api && last.Path == request.Path && request.Query is null)
        {
            return last.Address;
        }

        var address = request.ResolveUnder(_addresses.Get(request.Api));
        if (request.Method == HttpMethod.Post && request.Query is null)
        {
            _lastPost = new Destination(request.Api, request.Path, address);
        }

        return address;
    }

    // The Accounts API is what such a session is for: there its rights are the question, not its kind.
    private VgsApiException Noted(VgsApiException error, ApiRequest request)
    {
        if (
            RefusalNote is not null
            && request.Api != VgsApi.Accounts
            && error.Id is VgsErrorId.Forbidden or VgsErrorId.Unauthorized
        )
        {
            error.RecommendedAction = RefusalNote;
        }

        return error;
    }

    private sealed record Destination(VgsApi Api, string Path, Uri Address);
}
