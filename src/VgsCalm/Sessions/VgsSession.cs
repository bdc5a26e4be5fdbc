using VgsCalm.Accounts;
using VgsCalm.Auth;
using VgsCalm.Cards;
using VgsCalm.Http;
using VgsCalm.Http.Addresses;
using VgsCalm.Http.Exchange;
using VgsCalm.Resources;
using VgsCalm.Sessions;

namespace VgsCalm;

/// <summary>
/// An open session: one service account, one self-renewing token, one set of addresses. It may be used by any number of
/// callers and runspaces at once, and shows no secret.
/// </summary>
public sealed class VgsSession
{
    private readonly ServiceAddresses? _addresses;
    private readonly string[] _requestedScope = [];
    private readonly AccessTokenSource? _tokens;
    private readonly SessionConnection? _connection;
    private volatile bool _open;

    internal VgsSession(string name, SessionConnection connection)
    {
        Name = name;
        ClientId = connection.ClientId;
        Environment = connection.Environment;
        VaultId = connection.VaultId;
        Proxy = connection.Proxy;
        _addresses = connection.Addresses;
        _requestedScope = connection.Scope;
        _tokens = connection.Tokens;
        _connection = connection;
        Requests = connection.Transport;
        Cards = new CardClient(connection.Transport, Clock.System);
        NetworkTokens = new NetworkTokenClient(connection.Transport);
        Merchants = new MerchantClient(connection.Transport);
        CardAttributes = new CardAttributeClient(connection.Transport);
        ServiceAccounts = new ServiceAccountClient(connection.Transport);
        _open = true;
    }

    private VgsSession(string name)
    {
        Name = name;
        ClientId = "";
    }

    /// <summary>Name that <c>-Session</c> takes; <c>default</c> unless it was given.</summary>
    public string Name { get; }

    /// <summary>The service account's client id.</summary>
    public string ClientId { get; }

    /// <summary>Sandbox or Live.</summary>
    public VgsEnvironment Environment { get; }

    /// <summary>The vault that the account serves, where it is known (<c>tnt…</c>).</summary>
    public string? VaultId { get; }

    /// <summary>The scopes that the server granted; those asked for while there is no token.</summary>
    public string[] Scope => _tokens?.Current?.Scope ?? _requestedScope;

    /// <summary>When the present token expires; it is renewed before. Null after Disconnect.</summary>
    public DateTimeOffset? TokenExpiresOn => _tokens?.Current?.ExpiresOn;

    /// <summary>How many tokens were asked for since Connect.</summary>
    public int TokenRequests => _tokens?.Requests ?? 0;

    /// <summary>The token endpoint.</summary>
    public Uri? AuthUri => _addresses?.Token;

    /// <summary>Address of CALM V1.</summary>
    public Uri? CalmUri => _addresses?.Calm;

    /// <summary>Address of the card management platform.</summary>
    public Uri? CmpUri => _addresses?.Cmp;

    /// <summary>Address of the Accounts API.</summary>
    public Uri? AccountsUri => _addresses?.Accounts;

    /// <summary>Address of Card Attributes V1.</summary>
    public Uri? CardAttributesUri => _addresses?.CardAttributes;

    /// <summary>The proxy that API requests pass; null where they go direct.</summary>
    public Uri? Proxy { get; }

    internal bool IsOpen => _open;

    internal AccessTokenSource Tokens => _tokens!;

    internal ApiTransport Requests { get; } = null!;

    internal CardClient Cards { get; } = null!;

    internal NetworkTokenClient NetworkTokens { get; } = null!;

    internal MerchantClient Merchants { get; } = null!;

    internal CardAttributeClient CardAttributes { get; } = null!;

    internal ServiceAccountClient ServiceAccounts { get; } = null!;

    /// <summary>Name, client and environment, never a secret.</summary>
    public override string ToString() => _open ? $"{Name} ({ClientId}, {Environment})" : Name;

    /// <summary>Gets one token for another account, where this session gets its own.</summary>
    internal Task ProveAsync(ServiceAccount account, RequestObserver observer, CancellationToken cancellationToken) =>
        _connection!.ProveAsync(account, observer, cancellationToken);

    /// <summary>Stands for a name that no open session has, so that the command can say so in its own words.</summary>
    internal static VgsSession NotOpen(string name) => new(name);

    /// <summary>Wipes secret and token, and ends the connections.</summary>
    internal void Close()
    {
        _open = false;
        _connection?.Dispose();
    }
}
