using VgsCalm.Accounts;
using VgsCalm.Auth;
using VgsCalm.Auth.SignIn;
using VgsCalm.Cards;
using VgsCalm.Http;
using VgsCalm.Http.Exchange;
using VgsCalm.Resources;

namespace VgsCalm.Sessions;

/// <summary>What an open session works with: its identity, its token and the clients of the APIs. Owns and ends them all.</summary>
internal sealed class SessionConnection : IDisposable
{
    private readonly HttpClient _direct;
    private readonly HttpClient _api;
    private readonly IDisposable _secret;
    private readonly TimeSpan _timeout;
    private volatile bool _closed;

    /// <param name="clientId">Who asks for tokens.</param>
    /// <param name="tokens">Gets the tokens; what kind of secret it shows for them is its own business.</param>
    /// <param name="secret">That secret; it is wiped with the connection.</param>
    /// <param name="route">Where requests go.</param>
    /// <param name="direct">Carries token requests.</param>
    /// <param name="api">Carries API requests; the same one where no proxy stands between.</param>
    public SessionConnection(
        string clientId,
        AccessTokenSource tokens,
        IDisposable secret,
        SessionRoute route,
        HttpClient direct,
        HttpClient api
    )
    {
        _secret = secret;
        _direct = direct;
        _api = api;
        _timeout = route.Timeout;
        ClientId = clientId;
        Route = route;
        Tokens = tokens;
        Requests = new ApiTransport(api, tokens, route.Addresses, route.Timeout, route.Proxy?.ToString(), Clock.System);
        Cards = new CardClient(Requests, Clock.System);
        NetworkTokens = new NetworkTokenClient(Requests);
        Merchants = new MerchantClient(Requests);
        CardAttributes = new CardAttributeClient(Requests);
        ServiceAccounts = new ServiceAccountClient(Requests);
        Directory = new AccountsDirectory(new OrganizationClient(Requests), ServiceAccounts);
    }

    public bool IsOpen => !_closed;

    public string ClientId { get; }

    public SessionRoute Route { get; }

    public AccessTokenSource Tokens { get; }

    public ApiTransport Requests { get; }

    public CardClient Cards { get; }

    public NetworkTokenClient NetworkTokens { get; }

    public MerchantClient Merchants { get; }

    public CardAttributeClient CardAttributes { get; }

    public ServiceAccountClient ServiceAccounts { get; }

    /// <summary>What the session has seen of its organizations, vaults and accounts.</summary>
    public AccountsDirectory Directory { get; }

    /// <summary>What to add to the advice when an API refuses the session's rights; null for nothing.</summary>
    public string? RefusalNote
    {
        init => Requests.RefusalNote = value;
    }

    /// <summary>The tokens of the person who signed in; null for a service account.</summary>
    public PersonTokens? Person { get; init; }

    /// <summary>Gets one token for another account, at this session's endpoint, and forgets it.</summary>
    public async Task ProveAsync(ServiceAccount account, RequestObserver observer, CancellationToken cancellationToken)
    {
        if (account.ClientSecret is not { } secret)
        {
            throw new ArgumentException("An account without its secret gets no token.", nameof(account));
        }

        if (_closed)
        {
            throw Tokens.Closed();
        }

        using var credentials = new ClientCredentials(account.ClientId, secret);
        await new TokenEndpoint(_direct, Route.Addresses.Token, credentials, [], _timeout, Clock.System)
            .RequestAsync(observer, cancellationToken)
            .ConfigureAwait(false);
    }

    public void Dispose()
    {
        _closed = true;
        Tokens.Dispose();
        _secret.Dispose();
        _api.Dispose();
        _direct.Dispose();
    }
}
