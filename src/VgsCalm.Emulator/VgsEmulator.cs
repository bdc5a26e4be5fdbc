using System.Globalization;
using VgsCalm.Emulator.Accounts;
using VgsCalm.Emulator.Auth;
using VgsCalm.Emulator.Calm;
using VgsCalm.Emulator.Faults;
using VgsCalm.Emulator.Hosting;
using VgsCalm.Emulator.Requests;
using VgsCalm.Emulator.Webhooks;

namespace VgsCalm.Emulator;

/// <summary>
/// A VGS on 127.0.0.1: authentication, service accounts, CALM V1, Card Attributes and CMP, as far as the project's spec describes them.
/// Start as many as you like in one process; each has its own port, clients, cards and faults.
/// </summary>
public sealed class VgsEmulator : IAsyncDisposable
{
    private readonly EmulatorState _state;
    private readonly WebApplication _app;
    private int _disposed;

    private VgsEmulator(EmulatorState state, WebApplication app)
    {
        _state = state;
        _app = app;
        BaseUri = new Uri(_app.Urls.First());
    }

    /// <summary><c>http://127.0.0.1:PORT/</c></summary>
    public Uri BaseUri { get; }

    /// <summary>The authentication server, as <c>Connect-VgsCalm -AuthUri</c> takes it.</summary>
    public Uri AuthUri => BaseUri;

    /// <summary>The whole address of the token endpoint.</summary>
    public Uri TokenUri => At("auth/realms/vgs/protocol/openid-connect/token");

    /// <summary>CALM V1.</summary>
    public Uri CalmUri => At("calm");

    /// <summary>CMP.</summary>
    public Uri CmpUri => At("cmp");

    /// <summary>The Accounts API.</summary>
    public Uri AccountsUri => At("accounts");

    /// <summary>Card Attributes V1.</summary>
    public Uri CardAttributesUri => At("card-attributes");

    /// <summary>The knobs; turn them at any time.</summary>
    public EmulatorOptions Options => _state.Options;

    /// <summary>What was asked so far.</summary>
    public RequestLog Requests => _state.Requests;

    /// <summary>What was told by webhook so far.</summary>
    public IReadOnlyList<WebhookDelivery> Webhooks => _state.Webhooks.Deliveries;

    /// <summary>What shall go wrong.</summary>
    public FaultList Faults => _state.Faults;

    /// <summary>The seeded client that may manage service accounts.</summary>
    public string AdminClientId => _state.Accounts.Admin.ClientId;

    /// <summary>Its secret.</summary>
    public string AdminClientSecret => _state.Accounts.Admin.ClientSecret;

    /// <summary>The seeded client for everything else.</summary>
    public string CalmClientId => _state.Accounts.Calm.ClientId;

    /// <summary>Its secret.</summary>
    public string CalmClientSecret => _state.Accounts.Calm.ClientSecret;

    /// <summary>The seeded person, an admin of the seeded organization.</summary>
    public Person Person => _state.Persons.Seeded;

    /// <summary>
    /// Every access token ever issued, expired and revoked ones too: none of them may turn up in anything a client
    /// writes.
    /// </summary>
    public IReadOnlyCollection<string> IssuedTokens => _state.Tokens.Texts;

    /// <summary>Every client secret ever handed out, of removed accounts too.</summary>
    public IReadOnlyCollection<string> IssuedSecrets => _state.Accounts.Secrets;

    /// <summary>Requests to the token endpoint, those refused or hit by a fault too.</summary>
    public int TokenRequestCount => _state.Tokens.Requests;

    /// <summary>The cards of CALM in the order in which they came.</summary>
    public IReadOnlyCollection<Card> Cards => _state.Cards.All;

    /// <summary>The service accounts that exist now, the seeded two first.</summary>
    public IReadOnlyCollection<ServiceAccount> ServiceAccounts => _state.Accounts.All;

    /// <summary>Starts an emulator and returns when it answers.</summary>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<VgsEmulator> StartAsync(EmulatorOptions? options = null, CancellationToken ct = default)
    {
        var newState = new EmulatorState(options ?? new EmulatorOptions());
        try
        {
            return new VgsEmulator(newState, await LoopbackServer.StartAsync(newState, ct));
        }
        catch
        {
            newState.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Adds a client as it stands. <see cref="EmulatorOptions.NewAccountWarmUp"/> counts from its <see
    /// cref="ServiceAccount.CreatedAt"/>, which left out is long ago.
    /// </summary>
    /// <exception cref="ArgumentException">The client id is taken.</exception>
    public ServiceAccount AddServiceAccount(ServiceAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return _state.Accounts.Add(account);
    }

    /// <summary>Adds a client with id and secret of its own.</summary>
    /// <param name="scopes">For example <c>cards:write</c>.</param>
    /// <param name="vaultId">The vault; null for the emulator's own.</param>
    /// <param name="name">The account's name.</param>
    /// <param name="accessTokenLifespan">Seconds; null follows the knob.</param>
    /// <param name="optionalScopes">Scopes that a token has only when asked for.</param>
    /// <param name="isOrganizationAdmin">Whether it may manage service accounts.</param>
    public ServiceAccount AddServiceAccount(
        string[] scopes,
        string? vaultId = null,
        string name = "calm",
        int? accessTokenLifespan = null,
        string[]? optionalScopes = null,
        bool isOrganizationAdmin = false
    ) =>
        AddServiceAccount(
            new ServiceAccount
            {
                ClientId = Identifier.CreateClientId(Options.OrganizationId, name),
                ClientSecret = Identifier.CreateSecret(),
                OrganizationId = Options.OrganizationId,
                Name = name,
                Scopes =
                [
                    .. scopes.Select(scope => new GrantedScope(scope)),
                    .. (optionalScopes ?? []).Select(scope => new GrantedScope(scope, Optional: true)),
                ],
                Vaults = [vaultId ?? Options.VaultId],
                Annotations = ServiceAccount.VaultAnnotation(vaultId ?? Options.VaultId),
                AccessTokenLifespan = accessTokenLifespan,
                IsOrganizationAdmin = isOrganizationAdmin,
                CreatedAt = _state.Accounts.Now,
            }
        );

    /// <summary>Adds an organization as it stands.</summary>
    /// <exception cref="ArgumentException">The id is taken.</exception>
    public Organization AddOrganization(Organization organization)
    {
        ArgumentNullException.ThrowIfNull(organization);
        return _state.Organizations.Add(organization);
    }

    /// <summary>Adds a vault as it stands.</summary>
    /// <exception cref="ArgumentException">The id is taken.</exception>
    public Vault AddVault(Vault vault)
    {
        ArgumentNullException.ThrowIfNull(vault);
        return _state.Organizations.Add(vault);
    }

    /// <summary>Revokes the client as DELETE does: its tokens give 401 from now on. False when there is none.</summary>
    public bool RemoveServiceAccount(string clientId) =>
        _state.Accounts.Find(clientId) is { } account && _state.Accounts.Remove(account.OrganizationId, clientId);

    /// <summary>Persons' sessions that are neither ended nor idle for too long.</summary>
    public int OpenSignIns => _state.SignIns.OpenSessions;

    /// <summary>Every refresh token, code and device code ever handed out: none may turn up in what a client writes.</summary>
    public IReadOnlyCollection<string> SignInSecrets => _state.SignIns.Secrets;

    /// <summary>Ends all persons' sessions, as an administrator of the realm can.</summary>
    public void EndSignIns() => _state.SignIns.EndAll();

    /// <summary>All tokens issued so far give 401 from now on; new ones work.</summary>
    public void RevokeTokens() => _state.Tokens.RevokeAll();

    /// <summary>Stops answering, ends hanging requests, frees the port.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _state.Stop();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _state.Dispose();
    }

    private Uri At(string path) => new(string.Create(CultureInfo.InvariantCulture, $"{BaseUri}{path}"));
}
