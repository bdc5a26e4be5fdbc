using VgsCalm.Benchmarks.Report;
using VgsCalm.Benchmarks.Rivals;
using VgsCalm.Benchmarks.Stub;

namespace VgsCalm.Benchmarks.Loads;

/// <summary>
/// Cards enrolled by New-VgsCard and by Import-VgsCard with its journal, against the bare client with as many in flight.
/// </summary>
internal sealed class EnrolmentLoad(StubProcess stub, HostedEngine engine, Effort effort)
{
    private const double OfTheBareClient = 0.97;
    private const double OfTheBareClientWithoutLatency = 0.6;
    private const int BytesACard = 12 * 1024;

    /// <summary>With the latency of a service that is near.</summary>
    public async Task<Section> WithLatencyAsync()
    {
        const int Latency = 20;
        var lines = new List<Line>();
        var detail = "";
        foreach (var (inFlight, count) in new[] { (16, 2000), (64, 5000) })
        {
            using var load = new Cards(stub, engine, Latency, inFlight, effort.ScaleCount(count));
            var standings = await Race.RunAsync(load.Count, effort.Rounds, load.Bare, load.New, load.Import);
            lines.AddRange(
                Compared(standings[0], standings[1..], $"{Latency} ms latency, {inFlight} in flight", OfTheBareClient)
            );
            detail += $"{inFlight} in flight, {load.Count} cards a turn:\n\n{Text.Table("card", standings)}\n";
        }

        return new Section($"Cards, {Latency} ms latency", lines, detail);
    }

    /// <summary>Without latency, where nothing hides what the module itself does, layer by layer.</summary>
    public async Task<Section> WithoutLatencyAsync()
    {
        const int InFlight = 64;
        using var load = new Cards(stub, engine, latency: 0, InFlight, effort.ScaleCount(30_000));
        using var core = new CoreClient(stub, latency: 0);
        var standings = await Race.RunAsync(
            load.Count,
            // The machine's speed changes from turn to turn, and nothing else takes a card's time here.
            2 * effort.Rounds,
            load.Bare,
            new Contender(
                "the module's client alone: tokens, retries, checks",
                () => core.EnrolAsync(load.Given, InFlight)
            ),
            new Contender("with the journal, no PowerShell", () => core.EnrolWithJournalAsync(load.Given, InFlight)),
            load.New,
            load.Import
        );
        Standing[] commands = standings[3..];
        var lines = Compared(standings[0], commands, $"no latency, {InFlight} in flight", OfTheBareClientWithoutLatency)
            .Concat(
                commands.Select(command => new Line(
                    $"{command.Name}: allocated a card, steady state",
                    $"≤ {Text.Kilobytes(BytesACard)}",
                    Text.Kilobytes(command.Bytes),
                    $"bare HttpClient {Text.Kilobytes(standings[0].Bytes)}",
                    command.Bytes <= BytesACard
                ))
            );
        return new Section(
            "Cards, no latency: where a card's time goes",
            [.. lines],
            $"{InFlight} in flight, {load.Count} cards a turn. Each line does what the one above does, and more; the "
                + $"last two stand beside each other:\n\n{Text.Table("card", standings)}"
        );
    }

    private static IEnumerable<Line> Compared(
        Standing rival,
        IEnumerable<Standing> commands,
        string load,
        double target
    ) =>
        commands.Select(command => new Line(
            $"{command.Name}, {load}",
            $"≥ {Text.Ratio(target)}",
            $"{Text.Ratio(command.SpeedOf(rival))} ({Text.Count(command.PerSecond)} cards/s)",
            $"bare HttpClient {Text.Count(rival.PerSecond)} cards/s",
            command.SpeedOf(rival) >= target
        ));

    /// <summary>The same cards for all: in memory, as rows, as a file.</summary>
    private sealed class Cards : IDisposable
    {
        private readonly BareClient _bare;
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vgscalm-benchmarks-");

        public Cards(StubProcess stub, HostedEngine engine, int latency, int inFlight, int count)
        {
            Given = TestCard.Some(count);
            _bare = new BareClient(stub.Calm(latency));
            var file = Path.Combine(_folder.FullName, "cards.csv");
            TestCard.WriteFile(file, count);
            engine.Connect(stub, latency);
            engine.Run("", ("rows", Given.Select(card => (object)card.ToRow()).ToArray()), ("file", file));

            Bare = new Contender("bare HttpClient", () => _bare.EnrolAsync(Given, inFlight));
            New = Contender.Create(
                "`New-VgsCard`",
                () => engine.RunCounting($"@($rows | New-VgsCard -ThrottleLimit {inFlight}).Count", count)
            );
            Import = Contender.Create(
                "`Import-VgsCard`, journal on",
                () =>
                {
                    engine.RunCounting($"(Import-VgsCard $file -ThrottleLimit {inFlight}).Enrolling", count);
                    File.Delete(file + ".journal.jsonl");
                }
            );
        }

        public TestCard[] Given { get; }

        public int Count => Given.Length;

        public Contender Bare { get; }

        public Contender New { get; }

        public Contender Import { get; }

        public void Dispose()
        {
            _bare.Dispose();
            _folder.Delete(recursive: true);
        }
    }
}
