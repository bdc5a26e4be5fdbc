using System.Management.Automation;
using VgsCalm.Binding;
using VgsCalm.Cmdlets;
using VgsCalm.Sessions;

namespace VgsCalm.Commands.Sessions;

/// <summary>Select-VgsCalmSession: makes a session the default one of this runspace.</summary>
[Cmdlet(VerbsCommon.Select, "VgsCalmSession", DefaultParameterSetName = "Name")]
public sealed class SelectVgsCalmSessionCommand : VgsCmdlet
{
    /// <summary>Name of an open session.</summary>
    [Parameter(ParameterSetName = "Name", Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    [SessionName]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>A session, or its name.</summary>
    [Parameter(ParameterSetName = "Session", Mandatory = true, ValueFromPipeline = true)]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    [ValidateNotNull]
    public VgsSession? Session { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            var store = SessionStore.Current;
            var session = store.Require(Session ?? store.Get(Name));
            var own = store.FindOwn(session.Name);
            EndSignIn(ReferenceEquals(own, session) ? null : own, then: () => store.Select(session));
        }
        catch (VgsApiException error)
        {
            throw Fail(error);
        }
    }
}
