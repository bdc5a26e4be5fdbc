using System.Management.Automation;
using VgsCalm.Binding;
using VgsCalm.Errors;
using VgsCalm.Sessions;

namespace VgsCalm.Cmdlets;

/// <summary>A command that calls the service with a session's token.</summary>
public abstract class VgsSessionCmdlet : VgsCmdlet
{
    private VgsSession? _open;

    /// <summary>The session to use, or its name; without it, the runspace's default one.</summary>
    [Parameter]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    [ValidateNotNull]
    public VgsSession? Session { get; set; }

    /// <summary>The session in use. There is one, or the command has ended with <c>NotConnected</c>.</summary>
    private protected VgsSession Connected
    {
        get
        {
            if (_open is { IsOpen: true })
            {
                return _open;
            }

            var session = Session ?? SessionStore.Current.Find(SessionStore.DefaultName);
            if (session is not { IsOpen: true })
            {
                ThrowTerminatingError(
                    VgsErrors.NotConnected(
                        session?.Name ?? SessionStore.DefaultName,
                        isClosed: session is { ClientId.Length: > 0 }
                    )
                );
            }

            return _open = session!;
        }
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _ = Connected;

        // Made here: it asks the engine for preferences, which only the pipeline's thread may. Requests find it made.
        _ = Observer;
    }
}
