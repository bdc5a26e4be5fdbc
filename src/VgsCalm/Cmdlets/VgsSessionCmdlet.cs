using System.Management.Automation;
using VgsCalm.Binding;
using VgsCalm.Sessions;

namespace VgsCalm.Cmdlets;

/// <summary>A command that calls the service with a session's token.</summary>
public abstract class VgsSessionCmdlet : VgsCmdlet
{
    private VgsSession? _open;
    private SignalledEnd? _signalledEnd;

    /// <summary>The session to use, or its name; without it, the runspace's default one.</summary>
    [Parameter]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    [ValidateNotNull]
    public VgsSession? Session { get; set; }

    /// <summary>How a command is given the session in use, with a blank before it; empty for the default one.</summary>
    private protected string SessionArgument => _open is null ? "" : SessionStore.Current.ArgumentOf(_open);

    /// <summary>The session in use; where none is open, the command ends with <c>NotConnected</c>.</summary>
    private protected VgsSession RequireSession()
    {
        if (_open is { IsOpen: true })
        {
            return _open;
        }

        try
        {
            return _open = SessionStore.Current.Require(Session);
        }
        catch (VgsApiException error)
        {
            throw Fail(error);
        }
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        RequireSession();

        // Made here: it asks the engine for preferences, which only the pipeline's thread may. Requests find it made.
        _ = Observer;
    }

    /// <summary>What derives from this says what was made, and is not given, before it calls this.</summary>
    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _signalledEnd?.Dispose();
        }
    }

    /// <summary>From now on something may be made: what ends the process waits until the command has said so.</summary>
    private protected void OutliveSignals()
    {
        _signalledEnd ??= SignalledEnd.Begin(StopProcessing, TellLost);

        // A signal that came between two records: the engine knows nothing of it, and would have the next one sent.
        if (_signalledEnd is null || StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Says what is lost when the process ends before this command does. The signal's thread calls it.</summary>
    private protected virtual void TellLost() { }

    // A forgotten -Session is the commonest cause of a 403.
    private protected override VgsApiException Explain(VgsApiException error) =>
        error.Id is VgsErrorId.Forbidden or VgsErrorId.Unauthorized && _open is { } session
            ? error.Reworded(
                $"{error.Message} The session used is '{session.Name}' ({session.ClientId}, {session.Environment})."
            )
            : error;
}
