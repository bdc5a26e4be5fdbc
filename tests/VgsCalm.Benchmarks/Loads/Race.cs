using System.Diagnostics;

namespace VgsCalm.Benchmarks.Loads;

/// <summary>
/// Contenders that do the same work in turns, A B C, C B A, so that whatever else the machine does meets them alike. The first rounds
/// are not counted: the runtime compiles what is hot in them.
/// </summary>
internal static class Race
{
    /// <param name="units">How much work one turn is: cards, requests.</param>
    /// <param name="rounds">How many turns each has that count.</param>
    /// <param name="contenders">The rival first.</param>
    public static async Task<Standing[]> RunAsync(int units, int rounds, params Contender[] contenders)
    {
        const int WarmUp = 2;
        var standings = contenders.Select(contender => new Standing(contender.Name, units)).ToArray();
        using var self = Process.GetCurrentProcess();
        for (var round = 0; round < WarmUp + rounds; round++)
        {
            foreach (
                var i in round % 2 == 0
                    ? Enumerable.Range(0, contenders.Length)
                    : Enumerable.Range(0, contenders.Length).Reverse()
            )
            {
                var turn = await TurnAsync(contenders[i], self);
                if (round >= WarmUp)
                {
                    standings[i].Add(turn);
                }
            }
        }

        return standings;
    }

    private static async Task<Turn> TurnAsync(Contender contender, Process self)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        self.Refresh();
        var (cpu, bytes) = (self.TotalProcessorTime, GC.GetTotalAllocatedBytes(precise: true));
        var watch = Stopwatch.StartNew();
        await contender.RunAsync();
        var elapsed = watch.Elapsed;
        self.Refresh();
        return new Turn(elapsed, self.TotalProcessorTime - cpu, GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }
}
