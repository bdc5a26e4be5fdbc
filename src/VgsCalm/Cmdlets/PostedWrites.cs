using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace VgsCalm.Cmdlets;

/// <summary>What other threads want written: only the pipeline's thread may write, and it sleeps here until there is something.</summary>
[SuppressMessage(
    "Design",
    "CA1001",
    Justification = "A request may signal after the command has ended, and the event holds nothing to free: its "
        + "handle is never asked for."
)]
internal sealed class PostedWrites
{
    // Made with the first one: most commands have nothing posted.
    private ConcurrentQueue<Action>? _writes;

    // It spins for a moment before it sleeps, as a task that is waited for does: a quick answer is there by then.
    private readonly ManualResetEventSlim _signal = new(initialState: false);

    /// <summary>Has something written, the next time the pipeline's thread looks.</summary>
    public void Add(Action write)
    {
        LazyInitializer.EnsureInitialized(ref _writes, static () => new ConcurrentQueue<Action>())!.Enqueue(write);
        Signal();
    }

    /// <summary>Has the pipeline's thread look at its condition again.</summary>
    public void Signal() => _signal.Set();

    /// <summary>Writes what was posted so far. On the pipeline's thread.</summary>
    public void Write()
    {
        if (Volatile.Read(ref _writes) is not { } writes)
        {
            return;
        }

        while (writes.TryDequeue(out var write))
        {
            write();
        }
    }

    /// <summary>Waits on the pipeline's thread until the condition holds, and writes what was posted.</summary>
    /// <param name="condition">Looked at again whenever one of the tasks ends.</param>
    /// <param name="tasks">The tasks that can make it true.</param>
    /// <param name="cancellationToken">The pipeline stops.</param>
    /// <exception cref="OperationCanceledException">The pipeline stops.</exception>
    public void WaitUntil(Func<bool> condition, Task[] tasks, CancellationToken cancellationToken)
    {
        Write();
        if (!condition())
        {
            foreach (var task in tasks)
            {
                _ = task.ContinueWith(
                    _ => Signal(),
                    CancellationToken.None,
                    TaskContinuationOptions.ExecuteSynchronously,
                    TaskScheduler.Default
                );
            }
        }

        while (!condition())
        {
            _signal.Wait(cancellationToken);
            _signal.Reset();
            Write();
        }

        Write();
    }
}
