using System.Diagnostics;
using System.Text;
using VgsCalm.Benchmarks.Report;
using VgsCalm.Emulator;

namespace VgsCalm.Benchmarks.Loads;

/// <summary>
/// Cards enrolled against the emulator's rate limits: which share of the limit gets through. A row that is rejected, unknown or missing
/// ends the measurement.
/// </summary>
internal sealed class GoodputLoad(Effort effort)
{
    private const double OfTheLimit = 0.9;
    private const int InFlight = 16;

    // The first refusals, by which the rate is found, cost some seconds; files that meet a limit take minutes.
    private const int Seconds = 90;

    // What the client, the emulator and the machine are left: more at once would measure the processor.
    private const int MaxTogetherPerSecond = 500;

    public async Task<Section> MeasureAsync()
    {
        var lines = new List<Line>();
        var detail = new StringBuilder(
            $"The client with its journal, {InFlight} in flight, against the emulator. Rows enrolled a second, as a share of the limit; "
                + "every row was enrolled, none rejected and none unknown.\n\n"
                + "| limit | kind | Retry-After | rows | seconds | of the limit | put off |\n|---|---|---|---:|---:|---:|---:|\n"
        );
        foreach (var perSecond in new[] { 2, 20, 83 })
        {
            var limits = RateLimit.All(perSecond).ToArray();
            var rows = Math.Max(4, effort.ScaleCount(perSecond * Seconds));
            var results = new List<Goodput>();
            foreach (var together in limits.Chunk(Math.Max(1, MaxTogetherPerSecond / perSecond)))
            {
                results.AddRange(await Task.WhenAll(together.Select(limit => MeasureAsync(limit, rows))));
            }

            foreach (var result in results)
            {
                detail.AppendLine(
                    $"| {perSecond}/s | {result.Limit.Name} | {result.Limit.Form} | {rows} | {Text.Tenths(result.Seconds)} | "
                        + $"{Text.Ratio(result.Share)} | {result.PutOff} |"
                );
            }

            var worst = results.MinBy(result => result.Share)!;
            lines.Add(
                new Line(
                    $"rows enrolled under a limit of {perSecond} a second, the worst of {results.Count} limits",
                    $"≥ {Text.Ratio(OfTheLimit)} of the limit",
                    $"{Text.Ratio(worst.Share)} ({worst.Limit.Name}, Retry-After {worst.Limit.Form})",
                    "",
                    worst.Share >= OfTheLimit
                )
            );
        }

        return new Section("Goodput under a rate limit", lines, detail.ToString());
    }

    private static async Task<Goodput> MeasureAsync(RateLimit limit, int rows)
    {
        await using var emulator = await VgsEmulator.StartAsync(limit.Options());
        using var client = new CoreClient(
            emulator.AuthUri,
            emulator.CalmUri,
            emulator.CalmClientId,
            emulator.CalmClientSecret
        );
        var watch = Stopwatch.StartNew();
        await client.EnrolWithJournalAsync(Cards(rows), InFlight);
        var seconds = watch.Elapsed.TotalSeconds;
        if (emulator.Cards.Count != rows)
        {
            throw new InvalidOperationException($"{rows} rows, and the emulator has {emulator.Cards.Count} cards.");
        }

        return new Goodput(
            limit,
            seconds,
            rows / seconds / limit.PerSecond,
            emulator.Requests.Snapshot().Count(request => request.Status == 429)
        );
    }

    // The emulator takes this number; of others it refuses some.
    private static TestCard[] Cards(int rows) =>
        [.. TestCard.Some(rows).Select(card => card with { Number = "4111111111111111" })];

    private sealed record Goodput(RateLimit Limit, double Seconds, double Share, int PutOff);
}
