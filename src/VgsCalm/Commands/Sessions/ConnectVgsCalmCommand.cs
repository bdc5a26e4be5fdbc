using System.Management.Automation;
using VgsCalm.Binding;
using VgsCalm.Cmdlets;
using VgsCalm.Sessions;

namespace VgsCalm.Commands.Sessions;

/// <summary>Connect-VgsCalm: opens a session and gets its first token at once, so that bad credentials fail here.</summary>
[Cmdlet(VerbsCommunications.Connect, "VgsCalm", DefaultParameterSetName = ByCredential)]
[OutputType(typeof(VgsSession))]
public sealed class ConnectVgsCalmCommand : VgsCredentialCmdlet
{
    /// <summary>Name of the session; the one named <c>default</c> is used by commands that are given none.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = SessionStore.DefaultName;

    /// <summary>Hand the session out.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var session = Open(Name);
        SessionStore.Current.Put(session);
        if (PassThru)
        {
            WriteObject(session);
        }
    }
}
