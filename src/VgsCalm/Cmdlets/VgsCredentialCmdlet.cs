using System.Management.Automation;
using System.Security;
using VgsCalm.Auth;
using VgsCalm.Binding;
using VgsCalm.Errors;
using VgsCalm.Files;
using VgsCalm.Hosting;
using VgsCalm.Sessions;

namespace VgsCalm.Cmdlets;

/// <summary>The credential parameters that Connect-VgsCalm and Get-VgsAccessToken share, and what opens a session with them.</summary>
public abstract class VgsCredentialCmdlet : VgsCmdlet
{
    private protected const string ByCredential = "Credential";
    private protected const string BySecret = "ClientSecret";
    private protected const string ByPath = "Path";
    private protected const string ByLiteralPath = "LiteralPath";
    private protected const string ByObject = "InputObject";
    private protected const string ByEnvironment = "FromEnvironment";

    /// <summary>Client id as user name, client secret as password.</summary>
    [Parameter(ParameterSetName = ByCredential, Mandatory = true, Position = 0)]
    [CredentialOrName]
    [AllowNull]
    public PSCredential? Credential { get; set; }

    /// <summary>The service account's client id.</summary>
    [Parameter(ParameterSetName = BySecret, Mandatory = true)]
    [TextOfRecord("ClientId", RefusesOthers = true)]
    [ValidateNotNullOrEmpty]
    public virtual string ClientId { get; set; } = "";

    /// <summary>The service account's client secret.</summary>
    [Parameter(ParameterSetName = BySecret, Mandatory = true)]
    [NoPlainText]
    [AllowNull]
    public SecureString? ClientSecret { get; set; }

    /// <summary>A credentials.yaml that has its secret; a pattern may stand for the one file that fits it.</summary>
    [Parameter(ParameterSetName = ByPath, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string Path { get; set; } = "";

    /// <summary>The same, with a name that is taken as it stands.</summary>
    [Parameter(ParameterSetName = ByLiteralPath, Mandatory = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = "";

    /// <summary>A service account as New-VgsServiceAccount gives it, a configuration that has its secret, or a credential.</summary>
    [Parameter(ParameterSetName = ByObject, Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Take VGS_CLIENT_ID and VGS_CLIENT_SECRET from the environment.</summary>
    [Parameter(ParameterSetName = ByEnvironment, Mandatory = true)]
    [Alias("EnvironmentVariable")]
    public SwitchParameter FromEnvironment { get; set; }

    /// <summary>Sandbox or Live.</summary>
    [Parameter]
    [OneValue]
    public VgsEnvironment Environment { get; set; } = VgsEnvironment.Sandbox;

    /// <summary>Scopes to ask for; without it the token has all of the account's default ones.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ScopeCompleter))]
    [ValidateNotNull]
    public string[] Scope { get; set; } = [];

    /// <summary>The vault that the account serves (tnt…). A configuration tells it by itself.</summary>
    [Parameter]
    [TextOfRecord("VaultId", RefusesOthers = true)]
    [ValidateNotNullOrEmpty]
    public string? VaultId { get; set; }

    /// <summary>
    /// An emulator of VGS on this machine's loopback, for every API whose own address is not given. Without any address,
    /// VGSCALM_EMULATOR counts.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? EmulatorUri { get; set; }

    /// <summary>Authentication server: its address, its realm, or the token endpoint itself.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AuthUri { get; set; }

    /// <summary>Address of CALM V1.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CalmUri { get; set; }

    /// <summary>Address of the card management platform.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CmpUri { get; set; }

    /// <summary>Address of the Accounts API.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AccountsUri { get; set; }

    /// <summary>Address of Card Attributes V1.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CardAttributesUri { get; set; }

    /// <summary>
    /// Send API requests through the vault's outbound proxy, which reveals aliases; its address is made of VaultId and
    /// Environment.
    /// </summary>
    [Parameter]
    public SwitchParameter VaultProxy { get; set; }

    /// <summary>Send API requests through this proxy.</summary>
    [Parameter]
    [ValidateNotNull]
    [ProxyAddress]
    public Uri? Proxy { get; set; }

    /// <summary>User and password of the proxy.</summary>
    [Parameter]
    [CredentialOrName]
    [ValidateNotNull]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>A PEM file with the proxy's certificate authority, trusted by this session's proxied requests only.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CaCertificatePath { get; set; }

    /// <summary>Time limit of one request in seconds; 0: none.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue / 1000)]
    public int TimeoutSec { get; set; } = 100;

    /// <summary>Opens a session with a token of its own, or ends the command with the error that says why not.</summary>
    private protected VgsSession Open(string name) =>
        Open((options, cancel) => SessionFactory.OpenAsync(name, AccountGiven(), options, Observer, cancel));

    /// <summary>The same, by whatever opens it.</summary>
    private protected VgsSession Open(Func<SessionOptions, CancellationToken, Task<VgsSession>> open)
    {
        TlsOnDesktop.Allow();
        try
        {
            var options = OptionsGiven();
            var session = Await(cancel => open(options, cancel));
            SessionWarnings.Write(session, WriteWarning, EndSignIn);
            return session;
        }
        catch (VgsApiException error)
        {
            throw Fail(error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Fail(VgsErrors.File(error, CaCertificatePath ?? ""));
        }
    }

    /// <summary>Name of the session that the command opens; null where it opens none.</summary>
    private protected abstract string? OpenedName { get; }

    /// <inheritdoc/>
    private protected override void WarnBeforeFailure()
    {
        if (OpenedName is { } name && SessionStore.Current.Get(name) is { IsOpen: true } open)
        {
            // A warning that ends the pipeline, by $WarningPreference, would take the error's place: the host alone hears it.
            Action<string> write = Common.StopsOnWarning ? text => HostWarning.Write(Host, text) : WriteWarning;
            write(
                $"The session '{open.Name}' that was opened before stays open: {open.Environment}, client {open.ClientId}."
            );
        }
    }

    private AccountCredentials AccountGiven() =>
        ParameterSetName switch
        {
            BySecret => new AccountCredentials(new ClientCredentials(ClientId, Given(ClientSecret)), VaultId),
            ByPath => FromFile(Path, () => FilePath.FindOne(SessionState, Path)),
            ByLiteralPath => FromFile(LiteralPath, () => FilePath.FindLiteral(SessionState, LiteralPath)),
            ByObject when InputObject?.BaseObject is PSCredential credential => AccountCredentials.FromCredential(
                credential,
                VaultId
            ),
            ByObject => AccountCredentials.FromConfig(
                ServiceAccountInput.ToConfig(Given(InputObject)),
                VaultId,
                file: null
            ),
            ByEnvironment => AccountCredentials.FromEnvironment(VaultId),
            _ => AccountCredentials.FromCredential(Given(Credential), VaultId),
        };

    // Refused here and not while parameters are bound, so that the session that stays open is named.
    private T Given<T>(T? value)
        where T : class =>
        value
        ?? throw new VgsConfigException("it is null: what was to give it gave nothing.", field: ParameterSetName)
        {
            RecommendedAction = "See why, such as by Get-Secret alone at the prompt, and give what it gives.",
        };

    private AccountCredentials FromFile(string path, Func<string> find) =>
        WithFile(
            path,
            () =>
            {
                var file = find();
                return AccountCredentials.FromConfig(
                    ServiceAccountFile.Read(WriteWarning, file, StopToken),
                    VaultId,
                    file
                );
            }
        );

    private SessionOptions OptionsGiven() =>
        new()
        {
            Environment = Environment,
            VaultId = VaultId,
            Scope = Scope,
            EmulatorUri = EmulatorUri,
            AuthUri = AuthUri,
            CalmUri = CalmUri,
            CmpUri = CmpUri,
            AccountsUri = AccountsUri,
            CardAttributesUri = CardAttributesUri,
            UseVaultProxy = VaultProxy,
            Proxy = Proxy,
            ProxyCredential = ProxyCredential is { } given ? ProxyOptions.ToNetworkCredential(given) : null,
            CaCertificateFile = CaCertificatePath is { } path
                ? WithFile(path, () => FilePath.Find(SessionState, path))
                : null,
            Timeout = TimeSpan.FromSeconds(TimeoutSec),
        };
}
