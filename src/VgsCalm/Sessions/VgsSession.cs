using VgsCalm.Accounts;
using VgsCalm.Auth;
using VgsCalm.Cards;
using VgsCalm.Diagnostics;
using VgsCalm.Errors;
using VgsCalm.Http;
using VgsCalm.Http.Addresses;
using VgsCalm.Http.Exchange;
using VgsCalm.Http.Proxy;
using VgsCalm.Redaction;
using VgsCalm.Resources;
using VgsCalm.Sessions;

namespace VgsCalm;

/// <summary>
/// An open session: one service account or person, one self-renewing token, one set of addresses. It may be used by any number of
/// callers and runspaces at once, and shows no secret.
/// </summary>
public sealed class VgsSession
{
    private static readonly TimeSpan SignOutLimit = TimeSpan.FromSeconds(5);

    // Null for a name that no session of this runspace has: the command that takes the session says so in its own words.
    private readonly SessionConnection? _connection;

    internal VgsSession(string name, SessionConnection? connection)
    {
        Name = name;
        _connection = connection;
        WasOpened = connection is not null;
    }

    /// <summary>Name that <c>-Session</c> takes; <c>default</c> unless it was given.</summary>
    public string Name { get; }

    /// <summary>Who the session acts as: a service account, or a person who signed in.</summary>
    public VgsSessionKind Kind => _connection?.Person is null ? VgsSessionKind.ServiceAccount : VgsSessionKind.Person;

    /// <summary>The service account's client id; for a person, that of the client that the person signed in to.</summary>
    public string ClientId => _connection?.ClientId ?? "";

    /// <summary>Sandbox or Live.</summary>
    public VgsEnvironment Environment => _connection?.Route.Environment ?? VgsEnvironment.Sandbox;

    /// <summary>The vault that the account serves, where it is known (<c>tnt…</c>).</summary>
    public string? VaultId => _connection?.Route.VaultId;

    /// <summary>The scopes that the server granted; those asked for while there is no token.</summary>
    public string[] Scope => _connection?.Tokens.Current?.Scope ?? _connection?.Route.Scope ?? [];

    /// <summary>When the present token expires; it is renewed before. Null after Disconnect.</summary>
    public DateTimeOffset? TokenExpiresOn => _connection?.Tokens.Current?.ExpiresOn;

    /// <summary>How many tokens were asked for since Connect.</summary>
    public int TokenRequests => _connection?.Tokens.Requests ?? 0;

    /// <summary>The token endpoint.</summary>
    public Uri? AuthUri => _connection?.Route.Addresses.Token;

    /// <summary>Address of CALM V1.</summary>
    public Uri? CalmUri => _connection?.Route.Addresses.Calm;

    /// <summary>Address of the card management platform.</summary>
    public Uri? CmpUri => _connection?.Route.Addresses.Cmp;

    /// <summary>Address of the Accounts API.</summary>
    public Uri? AccountsUri => _connection?.Route.Addresses.Accounts;

    /// <summary>Address of Card Attributes V1.</summary>
    public Uri? CardAttributesUri => _connection?.Route.Addresses.CardAttributes;

    /// <summary>The proxy that API requests pass; null where they go direct.</summary>
    public Uri? Proxy => _connection?.Route.Proxy?.Address;

    internal EmulatorAddress? Rehearsal => _connection?.Route.Rehearsal;

    internal SessionProxy? UnusedProxy => _connection?.Route.UnusedProxy;

    internal bool IsOpen => _connection is { IsOpen: true };

    internal AccessTokenSource Tokens => Connection.Tokens;

    internal ServiceAddresses Addresses => Connection.Route.Addresses;

    internal ApiTransport Requests => Connection.Requests;

    internal CardClient Cards => Connection.Cards;

    internal NetworkTokenClient NetworkTokens => Connection.NetworkTokens;

    internal MerchantClient Merchants => Connection.Merchants;

    internal CardAttributeClient CardAttributes => Connection.CardAttributes;

    internal ServiceAccountClient ServiceAccounts => Connection.ServiceAccounts;

    internal AccountsDirectory Directory => Connection.Directory;

    /// <summary>What the session works with. A session that was disconnected has it still, and it answers no more.</summary>
    /// <exception cref="VgsApiException">NotConnected: no session of this name was ever open here.</exception>
    private SessionConnection Connection => _connection ?? throw NotConnected();

    /// <summary>Name, client and environment, never a secret.</summary>
    public override string ToString() => IsOpen ? $"{Name} ({ClientId}, {Environment})" : Name;

    /// <summary>Whether the session was open once, in whatever runspace.</summary>
    internal bool WasOpened { get; init; }

    private bool IsToken => WebTokenText.Redact(Name) != Name;

    /// <summary>Gets one token for another account, where this session gets its own.</summary>
    internal Task ProveAsync(ServiceAccount account, RequestObserver observer, CancellationToken cancellationToken) =>
        Connection.ProveAsync(account, observer, cancellationToken);

    /// <summary>What Test-VgsCalmConnection examines, in order.</summary>
    /// <param name="apis">The APIs to examine; null for those that the session is for.</param>
    internal IReadOnlyList<ConnectionCheck> PlanConnectionTest(VgsApi[]? apis)
    {
        var connection = Connection;
        var isPerson = Kind == VgsSessionKind.Person;
        return ConnectionTest.Plan(
            new ServiceChecks(connection.Requests, connection.Tokens, Clock.System),
            new HostChecks(Clock.System),
            connection.Route.Addresses,
            connection.Route.Proxy?.Address,
            apis ?? (isPerson ? [VgsApi.Accounts] : [.. Enum.GetValues(typeof(VgsApi)).Cast<VgsApi>()]),
            Name,
            isPerson
        );
    }

    /// <summary>Ends a person's sign-in at the server, as far as the server answers within some seconds.</summary>
    /// <returns>Why the server may not have ended it; null where it has, or there is none.</returns>
    internal Task<string?> EndSignInAsync(RequestObserver observer, CancellationToken cancellationToken) =>
        IsOpen && _connection?.Person is { } person
            ? person.EndAsync(SignOutLimit, observer, cancellationToken)
            : Task.FromResult<string?>(null);

    /// <summary>Wipes secret and token, and ends the connections.</summary>
    internal void Close() => _connection?.Dispose();

    /// <summary>Why a command that needs this session cannot go on.</summary>
    internal VgsApiException NotConnected() =>
        new(
            VgsErrorId.NotConnected,
            WasOpened ? $"The session '{Name}' was disconnected."
                : Name.Length == 0 ? "The name of the session is empty."
                : IsToken ? "An access token was given where a session, or its name, is meant."
                : $"No session '{Name}' is open in this runspace.",
            Name
        )
        {
            RecommendedAction =
                Name.Length == 0 ? "Give the name of an open session, as Get-VgsCalmSession lists them."
                : IsToken ? "A session has its token by itself: give its name, as Get-VgsCalmSession lists them."
                : WasOpened
                    ? $"Run Connect-VgsCalm{ReopenArguments(Name, Environment)} again. A variable with the old session stays closed: "
                        + $"in its place give -Session {ShellArgument.Write(Name)}."
                : $"Run Connect-VgsCalm{NameArgument(Name)} first, or pass an open session with -Session (in ForEach-Object "
                    + "-Parallel: -Session $using:session).",
        };

    /// <summary>
    /// What Connect-VgsCalm has to be given to open such a session again, with a blank before it. Without the name the command would
    /// replace the default session, which may be another account's; without Live, real cards would go to the sandbox.
    /// </summary>
    internal static string ReopenArguments(string name, VgsEnvironment environment) =>
        NameArgument(name) + EnvironmentArgument(environment);

    /// <summary>What Connect-VgsCalm has to be given for the environment, with a blank before it.</summary>
    internal static string EnvironmentArgument(VgsEnvironment environment) =>
        environment == VgsEnvironment.Live ? " -Environment Live" : "";

    private static string NameArgument(string name) =>
        string.Equals(name, SessionStore.DefaultName, StringComparison.OrdinalIgnoreCase)
            ? ""
            : $" -Name {ShellArgument.Write(name)}";
}
