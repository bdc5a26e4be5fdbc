using VgsCalm.Hosting;

namespace VgsCalm.Cmdlets;

/// <summary>
/// Has SIGTERM, SIGHUP and a closing console end a command as Ctrl+C ends it, and the process after it: what the command says last may be
/// all that tells of what was made.
/// </summary>
/// <param name="stop">Ends the command's work.</param>
internal sealed class SignalledEnd(Action stop) : IDisposable
{
    // Answers under way are awaited for five seconds; the journal and the warning take little more.
    private static readonly TimeSpan MaxEnding = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan MaxEndOfProcess = TimeSpan.FromSeconds(2);

    // For the commands behind it in the pipeline.
    private static readonly TimeSpan MaxClosing = TimeSpan.FromSeconds(0.5);

    // Not set while something is under way.
    private readonly ManualResetEventSlim _isOver = new(initialState: true);
    private volatile bool _isSignalled;
    private TerminationSignals? _signals;

    /// <summary>From now on the end of the process waits for <see cref="Complete"/>.</summary>
    public void Begin()
    {
        _isOver.Reset();
        _signals ??= TerminationSignals.Register(EndBeforeProcess);
    }

    /// <summary>All is said: the process may end.</summary>
    public void Complete()
    {
        _isOver.Set();

        // The signal ends the process now. A script that came to its end first would end it as one that has succeeded. This thread is not
        // held up for it: the commands behind this one are still to close their files.
        if (_isSignalled)
        {
            new Thread(() => Thread.Sleep(MaxEndOfProcess)).Start();
        }
    }

    /// <summary>Comes after <see cref="Complete"/>.</summary>
    public void Dispose() => _signals?.Dispose();

    private void EndBeforeProcess()
    {
        _isSignalled = true;
        stop();
        _isOver.Wait(MaxEnding);
        Thread.Sleep(MaxClosing);
    }
}
