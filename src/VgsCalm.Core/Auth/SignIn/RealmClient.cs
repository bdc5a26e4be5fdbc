using VgsCalm.Http.Exchange;

namespace VgsCalm.Auth.SignIn;

/// <summary>Posts forms to a realm as a client without a secret.</summary>
internal sealed class RealmClient
{
    private const int MaxAnswerBytes = 1024 * 1024;

    private readonly HttpExchange _exchange;
    private readonly TimeSpan _timeout;

    /// <param name="http">Client of the session, with its proxy and its trust.</param>
    /// <param name="addresses">The realm.</param>
    /// <param name="options">Who signs in, and to what.</param>
    /// <param name="timeout">Time limit of one request; zero: none.</param>
    /// <param name="clock">Time.</param>
    public RealmClient(HttpClient http, RealmAddresses addresses, SignInOptions options, TimeSpan timeout, Clock clock)
    {
        _exchange = new HttpExchange(http, clock);
        _timeout = timeout;
        Addresses = addresses;
        Options = options;
        Clock = clock;
    }

    public RealmAddresses Addresses { get; }

    public SignInOptions Options { get; }

    public Clock Clock { get; }

    /// <exception cref="ExchangeFailedException">There was no answer.</exception>
    public async Task<ApiResponse> PostAsync(
        Uri address,
        RealmForm form,
        int attempt,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        var body = form.ToBytes();
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, address);
            message.Headers.Accept.ParseAdd("application/json");
            message.Content = new OnceContent(body, "application/x-www-form-urlencoded");
            observer.Debug?.Invoke($"> POST {address.AbsolutePath}\n> {form.Describe()}");
            var options = new ExchangeOptions(form.Redact)
            {
                Timeout = _timeout,
                MaxBytes = MaxAnswerBytes,
                Attempt = attempt,
            };
            return await _exchange.SendAsync(message, options, observer, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Array.Clear(body, 0, body.Length);
        }
    }

    /// <summary>The error of a request that brought no answer.</summary>
    public VgsApiException Unreachable(Uri address, ExchangeFailedException failed) =>
        FailureOf(address).FromTransport(failed, _timeout);

    /// <summary>The error of an answer that says nothing of the sign-in.</summary>
    public VgsApiException Unusable(Uri address, ApiResponse answer) => FailureOf(address).FromAnswer(answer);

    private TokenFailure FailureOf(Uri address) =>
        new(address.GetLeftPart(UriPartial.Path), Options.ClientId, Options.ScopeText);
}
