using System.Management.Automation;
using VgsCalm.Auth.SignIn;
using VgsCalm.Binding;
using VgsCalm.Cmdlets;
using VgsCalm.Sessions;

namespace VgsCalm.Commands.Sessions;

/// <summary>Connect-VgsCalm: opens a session and gets its first token at once, so that bad credentials fail here.</summary>
[Cmdlet(VerbsCommunications.Connect, "VgsCalm", DefaultParameterSetName = ByCredential)]
[OutputType(typeof(VgsSession))]
public sealed class ConnectVgsCalmCommand : VgsCredentialCmdlet
{
    private const string ByBrowser = "Interactive";
    private const string ByDevice = "DeviceCode";

    /// <summary>Sign in as a person, in the system's browser.</summary>
    [Parameter(ParameterSetName = ByBrowser, Mandatory = true)]
    public SwitchParameter Interactive { get; set; }

    /// <summary>Sign in as a person on another machine, by a code that is shown here.</summary>
    [Parameter(ParameterSetName = ByDevice, Mandatory = true)]
    [Alias("UseDeviceCode")]
    public SwitchParameter DeviceCode { get; set; }

    /// <summary>The service account's client id; for a person, that of the client to sign in to.</summary>
    [Parameter(ParameterSetName = BySecret, Mandatory = true)]
    [Parameter(ParameterSetName = ByBrowser)]
    [Parameter(ParameterSetName = ByDevice)]
    [TextOfRecord("ClientId", RefusesOthers = true)]
    [ValidateNotNullOrEmpty]
    public override string ClientId { get; set; } = "";

    /// <summary>The organization (AC…) whose own identity provider signs the person in.</summary>
    [Parameter(ParameterSetName = ByBrowser)]
    [Parameter(ParameterSetName = ByDevice)]
    [Alias("Idp")]
    [ValidateNotNullOrEmpty]
    public string? IdentityProvider { get; set; }

    /// <summary>How long the person may take, in seconds.</summary>
    [Parameter(ParameterSetName = ByBrowser)]
    [Parameter(ParameterSetName = ByDevice)]
    [ValidateRange(1, 3600)]
    public int SignInTimeoutSec { get; set; } = 300;

    /// <summary>Print the address and open no browser.</summary>
    [Parameter(ParameterSetName = ByBrowser)]
    public SwitchParameter NoBrowser { get; set; }

    /// <summary>Ports of 127.0.0.1 that the browser may come back to; the first free one is used.</summary>
    [Parameter(ParameterSetName = ByBrowser)]
    [ValidateRange(1, 65535)]
    [ValidateNotNullOrEmpty]
    public int[] RedirectPort { get; set; } = [.. new SignInOptions().RedirectPorts];

    /// <summary>Name of the session; the one named <c>default</c> is used by commands that are given none.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = SessionStore.DefaultName;

    /// <summary>Hand the session out.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        try
        {
            ClosedSession.CheckName(Name);
        }
        catch (VgsApiException error)
        {
            throw Fail(error);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var session = ParameterSetName is ByBrowser or ByDevice ? SignIn() : Open(Name);
        EndSignIn(SessionStore.Current.FindOwn(Name), then: () => SessionStore.Current.Put(session));
        if (PassThru)
        {
            WriteObject(session);
        }
    }

    /// <inheritdoc/>
    private protected override string? OpenedName => Name;

    private VgsSession SignIn()
    {
        var signIn = new SignInOptions
        {
            ClientId = ClientId.Length > 0 ? ClientId : SignInOptions.DefaultClientId,
            IdentityProvider = IdentityProvider,
            RedirectPorts = RedirectPort,
            OpensBrowser = !NoBrowser,
            TimeLimit = TimeSpan.FromSeconds(SignInTimeoutSec),
        };
        return Open(
            (options, cancel) =>
                SessionFactory.OpenPersonAsync(Name, signIn, DeviceCode, options, Tell, Observer, cancel)
        );
    }

    // To the host, as Write-Host does, and never to the pipeline: there an assignment would swallow it.
    private void Tell(string text) =>
        Post(() =>
        {
            foreach (var line in text.Split('\n'))
            {
                WriteInformation(new HostInformationMessage { Message = line }, ["PSHOST"]);
            }
        });
}
