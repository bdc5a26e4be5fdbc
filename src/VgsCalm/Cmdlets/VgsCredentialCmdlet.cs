using System.Management.Automation;
using System.Net;
using System.Security;
using VgsCalm.Auth;
using VgsCalm.Binding;
using VgsCalm.Errors;
using VgsCalm.Files;
using VgsCalm.Hosting;
using VgsCalm.Http.Addresses;
using VgsCalm.Http.Proxy;
using VgsCalm.Sessions;

namespace VgsCalm.Cmdlets;

/// <summary>The credential parameters that Connect-VgsCalm and Get-VgsAccessToken share, and what opens a session with them.</summary>
public abstract class VgsCredentialCmdlet : VgsCmdlet
{
    private protected const string ByCredential = "Credential";
    private protected const string BySecret = "ClientSecret";
    private protected const string ByPath = "Path";
    private protected const string ByObject = "InputObject";
    private protected const string ByEnvironment = "FromEnvironment";

    /// <summary>Client id as user name, client secret as password.</summary>
    [Parameter(ParameterSetName = ByCredential, Mandatory = true, Position = 0)]
    [NoPlainText]
    [ValidateNotNull]
    public PSCredential Credential { get; set; } = null!;

    /// <summary>The service account's client id.</summary>
    [Parameter(ParameterSetName = BySecret, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string ClientId { get; set; } = null!;

    /// <summary>The service account's client secret.</summary>
    [Parameter(ParameterSetName = BySecret, Mandatory = true)]
    [NoPlainText]
    [ValidateNotNull]
    public SecureString ClientSecret { get; set; } = null!;

    /// <summary>A credentials.yaml that has its secret.</summary>
    [Parameter(ParameterSetName = ByPath, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = null!;

    /// <summary>A service account as New-VgsServiceAccount gives it, or a configuration that has its secret.</summary>
    [Parameter(ParameterSetName = ByObject, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>Take VGS_CLIENT_ID and VGS_CLIENT_SECRET from the environment.</summary>
    [Parameter(ParameterSetName = ByEnvironment, Mandatory = true)]
    public SwitchParameter FromEnvironment { get; set; }

    /// <summary>Sandbox or Live.</summary>
    [Parameter]
    public VgsEnvironment Environment { get; set; } = VgsEnvironment.Sandbox;

    /// <summary>Scopes to ask for; without it the token has all of the account's default ones.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ScopeCompleter))]
    [ValidateNotNull]
    public string[] Scope { get; set; } = [];

    /// <summary>The vault that the account serves (tnt…). A configuration tells it by itself.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? VaultId { get; set; }

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
    public Uri? Proxy { get; set; }

    /// <summary>User and password of the proxy.</summary>
    [Parameter]
    [NoPlainText]
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
    private protected VgsSession Open(string name)
    {
        TlsOnDesktop.Allow();
        using var source = CredentialsGiven();
        VgsSession? session = null;
        try
        {
            var addresses = ServiceAddresses.Create(
                Environment,
                AuthUri,
                CalmUri,
                CmpUri,
                AccountsUri,
                CardAttributesUri
            );
            var proxy = ProxyGiven(source.VaultId);
            var credentials = new ClientCredentials(source.ClientId, source.Secret);
            var connection = new SessionConnection(
                credentials,
                Environment,
                source.VaultId,
                Scopes(),
                addresses,
                proxy,
                TimeSpan.FromSeconds(TimeoutSec)
            );
            session = new VgsSession(name, connection);
            Await(cancel => session.Tokens.GetAsync(Observer, cancel).AsTask());
            return session;
        }
        catch (Exception error)
        {
            session?.Close();
            if (error is VgsApiException known)
            {
                ThrowTerminatingError(VgsErrors.From(known));
            }

            throw;
        }
    }

    private GivenCredentials CredentialsGiven()
    {
        switch (ParameterSetName)
        {
            case BySecret:
                return new GivenCredentials(ClientId, ClientSecret, VaultId);
            case ByPath:
                var file = ServiceAccountFile.Find(this, Path, isLiteral: false);
                return Of(ServiceAccountFile.Read(this, file), file);
            case ByObject:
                return Of(ConfigOf(InputObject.BaseObject), file: null);
            case ByEnvironment:
                return new GivenCredentials(
                    Variable("VGS_CLIENT_ID"),
                    Secret(Variable("VGS_CLIENT_SECRET")),
                    VaultId,
                    ownsSecret: true
                );
            default:
                return new GivenCredentials(Credential.UserName.TrimStart('\\'), Credential.Password, VaultId);
        }
    }

    private GivenCredentials Of(VgsServiceAccountConfig config, string? file)
    {
        if (config.ClientId is null)
        {
            ThrowTerminatingError(
                VgsErrors.ConfigInvalid(
                    file,
                    "data.clientId",
                    "it has no client id: it was not applied yet (New-VgsServiceAccount does that)."
                )
            );
        }

        if (config.ClientSecret is null)
        {
            ThrowTerminatingError(
                VgsErrors.ConfigInvalid(
                    file,
                    "data.clientSecret",
                    "it has no client secret: export it with -IncludeSecret, or connect with -Credential."
                )
            );
        }

        return new GivenCredentials(config.ClientId!, config.ClientSecret!, VaultId ?? config.VaultId);
    }

    private VgsServiceAccountConfig ConfigOf(object input)
    {
        if (input is VgsServiceAccount account)
        {
            return account.ToConfig();
        }

        if (input is VgsServiceAccountConfig config)
        {
            return config;
        }

        ThrowTerminatingError(
            VgsErrors.ConfigInvalid(
                file: null,
                nameof(InputObject),
                $"a {input.GetType().Name} is neither a service account nor a configuration."
            )
        );
        return null!;
    }

    private string Variable(string name)
    {
        var value = System.Environment.GetEnvironmentVariable(name);
        if (string.IsNullOrWhiteSpace(value))
        {
            ThrowTerminatingError(VgsErrors.VariableNotSet(name));
        }

        return value!;
    }

    // "a b" is how scopes stand in a token's answer: people paste it.
    private string[] Scopes() =>
        [
            .. Scope
                .SelectMany(s => (s ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
                .Distinct(StringComparer.Ordinal),
        ];

    private SessionProxy? ProxyGiven(string? vaultId)
    {
        if (VaultProxy && Proxy is not null)
        {
            throw Unusable(nameof(Proxy), "-VaultProxy and -Proxy exclude each other.", "Give one of them.");
        }

        if (VaultProxy && vaultId is null)
        {
            throw Unusable(
                nameof(VaultProxy),
                "The vault's proxy needs to know the vault.",
                "Give -VaultId, or a configuration that names it."
            );
        }

        var address = VaultProxy ? SessionProxy.ForVault(vaultId!, Environment) : Proxy;
        if (address is null)
        {
            if (ProxyCredential is not null || CaCertificatePath is not null)
            {
                throw Unusable(
                    nameof(Proxy),
                    "-ProxyCredential and -CaCertificatePath are for a proxy, and none is given.",
                    "Give -VaultProxy or -Proxy, or leave them out."
                );
            }

            return null;
        }

        if (!address.IsAbsoluteUri)
        {
            throw Unusable(
                nameof(Proxy),
                "The proxy's address is not absolute.",
                "Write it as http://HOST:PORT or https://HOST:PORT."
            );
        }

        var trust = CaCertificatePath is null
            ? null
            : ReadTrust(SessionState.Path.GetUnresolvedProviderPathFromPSPath(CaCertificatePath));
        return new SessionProxy(
            address,
            ProxyCredential is null
                ? null
                : new NetworkCredential(ProxyCredential.UserName.TrimStart('\\'), ProxyCredential.Password),
            trust
        );
    }

    private ExtraTrust ReadTrust(string file)
    {
        try
        {
            return ExtraTrust.FromPem(File.ReadAllText(file), file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(VgsErrors.File(error, file));
            throw;
        }
    }

    private static VgsApiException Unusable(string parameter, string problem, string action) =>
        new(VgsErrorId.RequestInvalid, problem, parameter) { RecommendedAction = action };

    private static SecureString Secret(string text)
    {
        var secret = new SecureString();
        foreach (var c in text)
        {
            secret.AppendChar(c);
        }

        return secret;
    }

    private sealed class GivenCredentials(
        string clientId,
        SecureString secret,
        string? vaultId,
        bool ownsSecret = false
    ) : IDisposable
    {
        public string ClientId { get; } = clientId;

        public SecureString Secret { get; } = secret;

        public string? VaultId { get; } = vaultId;

        public void Dispose()
        {
            if (ownsSecret)
            {
                Secret.Dispose();
            }
        }
    }
}
