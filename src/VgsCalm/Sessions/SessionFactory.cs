using System.Diagnostics.CodeAnalysis;
using VgsCalm.Auth;
using VgsCalm.Http;
using VgsCalm.Http.Addresses;
using VgsCalm.Http.Exchange;
using VgsCalm.Http.Proxy;

namespace VgsCalm.Sessions;

/// <summary>Opens sessions: checks the options, puts Core's parts together, and gets the first token.</summary>
internal static class SessionFactory
{
    /// <summary>Opens a service account's session. The account's secret belongs to the session, or is wiped where that fails.</summary>
    /// <exception cref="VgsApiException">The options are not usable, or no token was given.</exception>
    /// <exception cref="IOException">The file with the proxy's authority cannot be read.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The session owns the clients; Close disposes of them.")]
    public static async Task<VgsSession> OpenAsync(
        string name,
        AccountCredentials account,
        SessionOptions options,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        VgsSession? session = null;
        try
        {
            var route = Route(options, account.VaultId);
            var (direct, api) = Clients(route.Proxy);
            var endpoint = new TokenEndpoint(
                direct,
                route.Addresses.Token,
                account.Credentials,
                route.Scope,
                route.Timeout,
                Clock.System
            );
            var tokens = new AccessTokenSource(endpoint.RequestAsync, Clock.System);
            session = new VgsSession(
                name,
                new SessionConnection(account.Credentials.ClientId, tokens, account.Credentials, route, direct, api)
            );
            await tokens.GetAsync(observer, cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            session?.Close();
            account.Credentials.Dispose();
            throw;
        }
    }

    /// <summary>The machine's proxy that a session would pass if its addresses were not of the loopback; null where there is none.</summary>
    public static string? PassedProxy(VgsSession session)
    {
        var proxy = SystemProxy.Current;
        return new[] { session.AuthUri, session.CalmUri }
            .OfType<Uri>()
            .Select(proxy.PassedBy)
            .FirstOrDefault(passed => passed is not null);
    }

    private static SessionRoute Route(SessionOptions options, string? vaultId)
    {
        var rehearsal = options.HasAddress ? null : EmulatorVariable.Read();
        var emulator = options.EmulatorUri is { } given ? EmulatorAddress.Parse(given, "-EmulatorUri") : rehearsal;
        return new(
            options.Environment,
            vaultId,
            Scopes(options.Scope),
            ServiceAddresses.Create(
                options.Environment,
                options.AuthUri ?? emulator?.Auth,
                options.CalmUri ?? emulator?.Calm,
                options.CmpUri ?? emulator?.Cmp,
                options.AccountsUri ?? emulator?.Accounts,
                options.CardAttributesUri ?? emulator?.CardAttributes
            ),
            ProxyOptions.ToProxy(options, vaultId),
            options.Timeout
        )
        {
            Rehearsal = rehearsal,
        };
    }

    // Token requests never pass the session's proxy: a vault's proxy is for cards, and has no business with the secret.
    private static (HttpClient Direct, HttpClient Api) Clients(SessionProxy? proxy)
    {
        var direct = SessionHttp.Direct();
        return (direct, proxy is null ? direct : SessionHttp.Proxied(proxy));
    }

    // "a b" is how scopes stand in a token's answer: people paste it.
    private static string[] Scopes(IReadOnlyList<string?> given) =>
        [
            .. given
                .SelectMany(text => (text ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
                .Distinct(StringComparer.Ordinal),
        ];
}
