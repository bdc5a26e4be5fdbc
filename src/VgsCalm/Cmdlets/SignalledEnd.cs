using System.Collections.Concurrent;
using VgsCalm.Hosting;

namespace VgsCalm.Cmdlets;

/// <summary>
/// Has SIGTERM, SIGHUP and a closing console end a command as Ctrl+C ends it, and the process after it: what the command says last may be
/// all that tells of what was made.
/// </summary>
internal sealed class SignalledEnd : IDisposable
{
    // Answers under way are awaited for five seconds; the journal and the warning take little more.
    private static readonly TimeSpan MaxEnding = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan MaxEndOfProcess = TimeSpan.FromSeconds(2);

    // For the commands behind them in the pipeline.
    private static readonly TimeSpan MaxClosing = TimeSpan.FromSeconds(0.5);

    // Of all runspaces. One command of a pipeline may wait for another, so all are stopped before any is waited for.
    private static readonly ConcurrentDictionary<SignalledEnd, bool> UnderWay = new();
    private static readonly object Ending = new();
    private static volatile bool _isSignalled;

    private readonly Action _stop;
    private readonly Action _tell;

    static SignalledEnd() => TerminationSignals.Register(EndBeforeProcess);

    private SignalledEnd(Action stop, Action tell) => (_stop, _tell) = (stop, tell);

    /// <summary>From now on the end of the process waits for <see cref="Dispose"/>.</summary>
    /// <param name="stop">Ends the command's work.</param>
    /// <param name="tell">Says what is lost, where the command does not come to its end in time: another command has its thread.</param>
    /// <returns>Null where the process is about to end, and nothing may begin.</returns>
    public static SignalledEnd? Begin(Action stop, Action tell)
    {
        var end = new SignalledEnd(stop, tell);
        UnderWay[end] = true;
        if (!_isSignalled)
        {
            return end;
        }

        UnderWay.TryRemove(end, out _);
        return null;
    }

    /// <summary>All is said: the process may end.</summary>
    public void Dispose()
    {
        // The signal ends the process now. A script that came to its end first would end it as one that has succeeded. This thread is not
        // held up for it: the commands behind this one are still to close their files.
        if (UnderWay.TryRemove(this, out _) && _isSignalled)
        {
            new Thread(() => Thread.Sleep(MaxEndOfProcess)).Start();
        }
    }

    private static void EndBeforeProcess()
    {
        _isSignalled = true;

        // A second signal ends the process no sooner than the first one.
        lock (Ending)
        {
            if (!UnderWay.IsEmpty)
            {
                foreach (var end in UnderWay.Keys)
                {
                    end._stop();
                }

                SpinWait.SpinUntil(() => UnderWay.IsEmpty, MaxEnding);
                foreach (var end in UnderWay.Keys)
                {
                    end._tell();
                }

                Thread.Sleep(MaxClosing);
            }
        }

        // A host may take the signal for something else than its end.
        _ = Task.Delay(MaxEndOfProcess).ContinueWith(_ => _isSignalled = false, TaskScheduler.Default);
    }
}
