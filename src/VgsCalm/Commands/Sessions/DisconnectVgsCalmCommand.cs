using System.Management.Automation;
using VgsCalm.Binding;
using VgsCalm.Cmdlets;
using VgsCalm.Sessions;

namespace VgsCalm.Commands.Sessions;

/// <summary>Disconnect-VgsCalm: ends sessions and wipes their secrets and tokens.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "VgsCalm", DefaultParameterSetName = "Name")]
public sealed class DisconnectVgsCalmCommand : VgsCmdlet
{
    /// <summary>Names, with wildcards; without it, the default session.</summary>
    [Parameter(ParameterSetName = "Name", Position = 0)]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Name { get; set; } = [SessionStore.DefaultName];

    /// <summary>A session, or its name.</summary>
    [Parameter(ParameterSetName = "Session", Mandatory = true, ValueFromPipeline = true)]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    [ValidateNotNull]
    public VgsSession Session { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // A session that is not there is no error: a script disconnects in its finally, which must not hide why the script failed.
        VgsSession[] sessions =
            ParameterSetName == "Session" ? [Session] : [.. Name.SelectMany(SessionStore.Current.FindAll)];
        foreach (var session in sessions)
        {
            SessionStore.Current.Close(session);
        }
    }
}
