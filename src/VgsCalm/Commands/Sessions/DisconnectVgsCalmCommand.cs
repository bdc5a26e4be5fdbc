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
            // A session that is closed already is as the caller wants it; a name that nobody has is a mistake.
            if (!Session.IsOpen && Session.ClientId.Length == 0)
            {
                WriteError(VgsErrors.NotConnected(Session.Name, isClosed: false));
            }
            else
            {
                SessionStore.Current.Close(Session);
            }

            return;
        }

        foreach (var name in Name)
        {
            CloseNamed(name);
        }
    }

    private void CloseNamed(string name)
    {
        var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
        var found = SessionStore.Current.All().Where(s => pattern.IsMatch(s.Name)).ToArray();
        foreach (var session in found)
        {
            SessionStore.Current.Close(session);
        }

        if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
        {
            WriteError(VgsErrors.NotConnected(name, isClosed: false));
        }
    }
}
