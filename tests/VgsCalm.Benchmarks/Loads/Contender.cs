namespace VgsCalm.Benchmarks.Loads;

/// <summary>One who does the work of a load.</summary>
/// <param name="Name">Shown in the report.</param>
/// <param name="RunAsync">Does all of the work once, or throws.</param>
internal sealed record Contender(string Name, Func<Task> RunAsync)
{
    /// <summary>
    /// One who waits on a thread, as a shell's pipeline does. It gets a thread of its own: the thread pool has as many as there are cores,
    /// and a shell takes none of them.
    /// </summary>
    public static Contender Create(string name, Action run) =>
        new(
            name,
            () =>
                Task.Factory.StartNew(
                    run,
                    CancellationToken.None,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default
                )
        );
}
