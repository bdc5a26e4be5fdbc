using System.Diagnostics.CodeAnalysis;
using VgsCalm.Accounts;
using VgsCalm.Auth;
using VgsCalm.Auth.SignIn;
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
            var route = CreateRoute(options, account.VaultId, cancellationToken);
            var (direct, api) = CreateClients(route.Proxy);
            var endpoint = new TokenEndpoint(
                direct,
                route.Addresses.Token,
                account.Credentials,
                route.Scope,
                route.Timeout,
                Clock.System
            );
            var tokens = new AccessTokenSource(endpoint.RequestAsync, Clock.System)
            {
                ReopenArguments = VgsSession.ReopenArguments(name, options.Environment),
            };
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

    /// <summary>Opens the session of a person, who signs in meanwhile.</summary>
    /// <param name="name">The session's name.</param>
    /// <param name="signIn">How the person signs in.</param>
    /// <param name="byDevice">Whether on another machine, by a code.</param>
    /// <param name="options">How the session is to be opened otherwise.</param>
    /// <param name="tell">Shows the person a text, at once.</param>
    /// <param name="observer">Hears of the requests.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="VgsApiException">The options are not usable, or the person did not sign in.</exception>
    /// <exception cref="IOException">The file with the proxy's authority cannot be read.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The session owns the clients; Close disposes of them.")]
    public static async Task<VgsSession> OpenPersonAsync(
        string name,
        SignInOptions signIn,
        bool byDevice,
        SessionOptions options,
        Action<string> tell,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        var scope = SplitScopes(options.Scope);
        var asked = signIn with
        {
            Scope = scope.Length > 0 ? scope : signIn.Scope,
            ReopenArguments = VgsSession.ReopenArguments(name, options.Environment),
        };
        var route = CreateRoute(options, options.VaultId, cancellationToken) with { Scope = [.. asked.Scope] };
        var addresses = RealmAddresses.FromToken(route.Addresses.Token);
        var (direct, api) = CreateClients(route.Proxy);
        var realm = new RealmClient(direct, addresses, asked, route.Timeout, Clock.System);
        var person = new PersonTokens(realm);
        var tokens = new AccessTokenSource(person.RequestAsync, Clock.System)
        {
            ReopenArguments = asked.ReopenArguments,
        };
        var connection = new SessionConnection(asked.ClientId, tokens, person, route, direct, api)
        {
            Person = person,
            RefusalNote =
                $"Session '{name}' is a person's sign-in: cards and network tokens want a service account's session. Give one that is "
                + "open with -Session, or open one beside the others (Connect-VgsCalm -Credential"
                + $"{VgsSession.EnvironmentArgument(options.Environment)}, with a -Name of its own).",
        };
        var session = new VgsSession(name, connection);
        try
        {
            await (
                byDevice
                    ? new DeviceSignIn(realm, tell).RunAsync(person, observer, cancellationToken)
                    : new BrowserSignIn(realm, BrowserOpener.System, tell).RunAsync(person, observer, cancellationToken)
            ).ConfigureAwait(false);
            await tokens.GetAsync(observer, cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            session.Close();
            throw;
        }
    }

    /// <summary>
    /// The machine's proxy that a session bypasses, since addresses of it are of the loopback; null where there is none.
    /// </summary>
    public static string? FindBypassedProxy(VgsSession session)
    {
        var proxy = SystemProxy.Current;
        return new[] { session.AuthUri, session.CalmUri }
            .OfType<Uri>()
            .Select(proxy.FindBypassed)
            .FirstOrDefault(bypassed => bypassed is not null);
    }

    private static SessionRoute CreateRoute(
        SessionOptions options,
        string? vaultId,
        CancellationToken cancellationToken
    )
    {
        // A journal belongs to a vault by its id: with a line end in it, the next import would find the journal of another vault.
        if (options.VaultId is { } given)
        {
            ServiceAccountText.RequireVaultId(given);
        }

        var rehearsal = options.HasAddress ? null : EmulatorVariable.Read();
        var emulator = options.EmulatorUri is { } uri ? EmulatorAddress.Parse(uri, "-EmulatorUri") : rehearsal;
        var addresses = ServiceAddresses.Create(
            options.Environment,
            options.AuthUri ?? emulator?.Auth,
            options.CalmUri ?? emulator?.Calm,
            options.CmpUri ?? emulator?.Cmp,
            options.AccountsUri ?? emulator?.Accounts,
            options.CardAttributesUri ?? emulator?.CardAttributes
        );
        var proxy = ProxyOptions.ToProxy(options, vaultId, cancellationToken);

        // Of another machine, such as a vault's at VGS: it would get what is rehearsed, and has another loopback than this one.
        var isOutOfReach = emulator is not null && addresses.AreLoopback && proxy is { Address.IsLoopback: false };
        return new(
            options.Environment,
            vaultId,
            SplitScopes(options.Scope),
            addresses,
            isOutOfReach ? null : proxy,
            options.Timeout
        )
        {
            Rehearsal = rehearsal,
            UnusedProxy = isOutOfReach ? proxy : null,
        };
    }

    // Token requests never pass the session's proxy: a vault's proxy is for cards, and has no business with the secret.
    private static (HttpClient Direct, HttpClient Api) CreateClients(SessionProxy? proxy)
    {
        var direct = SessionHttp.Direct();
        return (direct, proxy is null ? direct : SessionHttp.Proxied(proxy));
    }

    // "a b" is how scopes stand in a token's answer: people paste it.
    private static string[] SplitScopes(IReadOnlyList<string?> given) =>
        [
            .. given
                .SelectMany(text =>
                    (text ?? "").Split([' ', ',', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
                )
                .Distinct(StringComparer.Ordinal),
        ];
}
