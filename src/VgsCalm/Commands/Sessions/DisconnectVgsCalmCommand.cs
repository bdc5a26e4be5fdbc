using System.Management.Automation;
using VgsCalm.Binding;
using VgsCalm.Cmdlets;
using VgsCalm.Errors;
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
        if (ParameterSetName == "Session")
        {
            Close(() => [Session.WasOpened ? Session : throw Session.NotConnected()]);
            return;
        }

        foreach (var name in Name)
        {
            Close(() => SessionStore.Current.FindAll(name));
        }
    }

    private void Close(Func<VgsSession[]> find)
    {
        try
        {
            foreach (var session in find())
            {
                SessionStore.Current.Close(session);
            }
        }
        catch (VgsApiException error)
        {
            WriteError(VgsErrors.From(error));
        }
    }
}
