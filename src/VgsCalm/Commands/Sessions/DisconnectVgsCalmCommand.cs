using System.Management.Automation;
using VgsCalm.Binding;
using VgsCalm.Cmdlets;
using VgsCalm.Sessions;

namespace VgsCalm.Commands.Sessions;

/// <summary>
/// Disconnect-VgsCalm: ends sessions and wipes their secrets and tokens. A session that is not there is as the caller wants it,
/// so that a <c>finally</c> never hides the error that led to it.
/// </summary>
[Cmdlet(VerbsCommunications.Disconnect, "VgsCalm", DefaultParameterSetName = "Name")]
public sealed class DisconnectVgsCalmCommand : VgsCmdlet
{
    /// <summary>Names, with wildcards; without it, the default session.</summary>
    [Parameter(ParameterSetName = "Name", Position = 0)]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    [SupportsWildcards]
    [SessionName]
    public string[]? Name { get; set; }

    /// <summary>A session, or its name.</summary>
    [Parameter(ParameterSetName = "Session", Mandatory = true, ValueFromPipeline = true)]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    [AllowNull]
    public VgsSession? Session { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var session in Find(SessionStore.Current).ToArray())
        {
            Close(session);
        }
    }

    // A variable that a failed Connect-VgsCalm has not filled is no session, and least of all the default one.
    private IEnumerable<VgsSession> Find(SessionStore store) =>
        ParameterSetName == "Session" ? new[] { Session }.OfType<VgsSession>()
        : MyInvocation.BoundParameters.ContainsKey(nameof(Name)) ? (Name ?? []).SelectMany(store.FindAll)
        : [store.Default];

    private void Close(VgsSession session) => EndSignIn(session, then: () => SessionStore.Current.Close(session));
}
