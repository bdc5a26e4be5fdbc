using System.Management.Automation;

namespace VgsCalm.Testing.Engine;

/// <summary>A script under way in a shell, to be stopped as Ctrl+C stops it.</summary>
public sealed class RunningScript : IDisposable
{
    private readonly PowerShell _shell = PowerShell.Create();
    private readonly PSDataCollection<PSObject> _output = [];
    private readonly IAsyncResult _running;

    public RunningScript(Shell shell, string script)
    {
        _shell.Runspace = shell.Runspace;
        _running = _shell.AddScript(script).BeginInvoke<PSObject, PSObject>(input: null, _output);
    }

    public PSInvocationState State => _shell.InvocationStateInfo.State;

    public IReadOnlyList<PSObject> Output => [.. _output];

    public IReadOnlyList<ErrorRecord> Errors => [.. _shell.Streams.Error];

    public IReadOnlyList<ProgressRecord> Progress => [.. _shell.Streams.Progress];

    /// <summary>Stops it, and returns when it has ended.</summary>
    public void Stop() => _shell.Stop();

    /// <summary>Waits for its own end, 30 seconds at most.</summary>
    /// <returns>The error that ended it; null where it ran to its end.</returns>
    public ErrorRecord? WaitForEnd()
    {
        Assert.True(_running.AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(30)), "The script is still running.");
        try
        {
            _shell.EndInvoke(_running);
            return null;
        }
        catch (RuntimeException error)
        {
            return error.ErrorRecord;
        }
    }

    public void Dispose() => _shell.Dispose();
}
