namespace VgsCalm.Benchmarks.Loads;

/// <summary>How much is measured.</summary>
/// <param name="Rounds">Turns of each contender that count.</param>
/// <param name="Scale">Part of the usual work of a turn.</param>
/// <param name="FreshProcesses">Processes started for each figure of a fresh one.</param>
/// <param name="ManyRows">Rows of the large import.</param>
/// <param name="KnownRows">Rows of the import that was done before.</param>
internal sealed record Effort(int Rounds, double Scale, int FreshProcesses, int ManyRows, int KnownRows)
{
    public static Effort Full { get; } =
        new(Rounds: 5, Scale: 1, FreshProcesses: 7, ManyRows: 1_000_000, KnownRows: 10_000_000);

    /// <summary>A look in three minutes: rougher, and with a tenth of the rows.</summary>
    public static Effort Quick { get; } =
        new(Rounds: 3, Scale: 0.4, FreshProcesses: 3, ManyRows: 100_000, KnownRows: 1_000_000);

    /// <summary>Everything once, to see that it runs; its figures say nothing.</summary>
    public static Effort Trial { get; } =
        new(Rounds: 1, Scale: 0.02, FreshProcesses: 1, ManyRows: 20_000, KnownRows: 20_000);

    public int ScaleCount(int usual) => (int)(usual * Scale);
}
