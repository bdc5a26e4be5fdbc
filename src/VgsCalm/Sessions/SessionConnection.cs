using VgsCalm.Accounts;
using VgsCalm.Auth;
using VgsCalm.Http;
using VgsCalm.Http.Addresses;
using VgsCalm.Http.Exchange;
using VgsCalm.Http.Proxy;

namespace VgsCalm.Sessions;

/// <summary>What a session is made of: credentials, token, HTTP clients. Owns and ends them all.</summary>
internal sealed class SessionConnection : IDisposable
{
    private readonly ClientCredentials _credentials;
    private readonly HttpClient _direct;
    private readonly HttpClient _api;
    private readonly TimeSpan _timeout;

    public SessionConnection(
        ClientCredentials credentials,
        VgsEnvironment environment,
        string? vaultId,
        string[] scope,
        ServiceAddresses addresses,
        SessionProxy? proxy,
        TimeSpan timeout
    )
    {
        _credentials = credentials;
        _timeout = timeout;
        Environment = environment;
        VaultId = vaultId;
        Scope = scope;
        Addresses = addresses;
        Proxy = proxy?.Address;

        // Token requests never pass the session's proxy: a vault's proxy is for cards, and has no business with the secret.
        _direct = SessionHttp.Direct();
        _api = proxy is null ? _direct : SessionHttp.Proxied(proxy);
        var endpoint = new TokenEndpoint(_direct, addresses.Token, credentials, scope, timeout, Clock.System);
        Tokens = new AccessTokenSource(endpoint.RequestAsync, Clock.System);
        Transport = new ApiTransport(_api, Tokens, addresses, timeout, proxy?.ToString(), Clock.System);
    }

    public string ClientId => _credentials.ClientId;

    public VgsEnvironment Environment { get; }

    public string? VaultId { get; }

    public string[] Scope { get; }

    public ServiceAddresses Addresses { get; }

    public Uri? Proxy { get; }

    public AccessTokenSource Tokens { get; }

    public ApiTransport Transport { get; }

    /// <summary>Gets one token for another account, at this session's endpoint, and forgets it.</summary>
    public async Task ProveAsync(ServiceAccount account, RequestObserver observer, CancellationToken cancellationToken)
    {
        using var credentials = new ClientCredentials(account.ClientId, account.ClientSecret!);
        await new TokenEndpoint(_direct, Addresses.Token, credentials, [], _timeout, Clock.System)
            .RequestAsync(observer, cancellationToken)
            .ConfigureAwait(false);
    }

    public void Dispose()
    {
        Tokens.Dispose();
        _credentials.Dispose();
        _api.Dispose();
        _direct.Dispose();
    }
}
