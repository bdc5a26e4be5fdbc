namespace VgsCalm.Benchmarks.Loads;

/// <summary>One who does the work of a load.</summary>
/// <param name="Name">Shown in the report.</param>
/// <param name="RunAsync">Does all of the work once, or throws.</param>
internal sealed record Contender(string Name, Func<Task> RunAsync)
{
    public static Contender Create(string name, Action run) =>
        new(
            name,
            () =>
            {
                run();
                return Task.CompletedTask;
            }
        );
}
