namespace VgsCalm.Soak;

/// <summary>Pipelines stopped at random moments, as Ctrl+C stops them, and what is still sent, held or broken afterwards.</summary>
internal static class StopSoak
{
    // A stop is mostly waiting to see whether anything follows: many can wait at once.
    private const int Lanes = 10;

    public static async IAsyncEnumerable<Finding> RunAsync(int stopsOfEach, int seed)
    {
        // The first round is the warm-up of what is held; what it finds counts all the same.
        var tally = new StopTally();
        await RunLanesAsync(rounds: 1, seed, tally);
        var before = await Footprint.SettledAsync();
        await RunLanesAsync((stopsOfEach / Lanes) - 1, seed + Lanes, tally);
        foreach (var finding in tally.Findings())
        {
            yield return finding;
        }

        var after = await Footprint.SettledAsync(before);
        yield return new Finding(
            "stops leave nothing behind",
            after.IsNoMoreThan(before),
            $"before {before}; after {after}"
        );
    }

    private static Task RunLanesAsync(int rounds, int seed, StopTally tally) =>
        Task.WhenAll(
            Enumerable.Range(0, Lanes).Select(lane => Task.Run(() => StopLane.RunAsync(rounds, seed + lane, tally)))
        );
}
