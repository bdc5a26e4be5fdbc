using VgsCalm.Benchmarks.Report;
using VgsCalm.Benchmarks.Rivals;
using VgsCalm.Benchmarks.Stub;

namespace VgsCalm.Benchmarks.Loads;

/// <summary>Invoke-VgsCalmRequest, one request after the other.</summary>
internal sealed class RequestLoad(StubProcess stub, HostedEngine engine, Effort effort)
{
    private const string Get = "/cards/CRDLcz5zFuhLzrNSGdwAoEUff";

    public async Task<Section> MeasureAsync()
    {
        var count = effort.ScaleCount(5000);
        using var bare = new BareClient(stub.Calm(0));
        using var core = new CoreClient(stub, latency: 0);
        engine.Connect(stub, latency: 0);
        engine.Run(
            "$requests = foreach ($i in 1..$count) { [PSCustomObject]@{ Path = $get } }",
            ("count", count),
            ("get", Get)
        );
        var standings = await Race.RunAsync(
            count,
            effort.Rounds,
            new Contender("bare HttpClient", () => bare.GetAsync(count)),
            Contender.Create(
                "the same, each request waited for by a thread, as a pipeline does",
                () => bare.GetBlocking(count)
            ),
            Contender.Create("the same with synchronous `Send`", () => bare.GetSynchronously(count)),
            Contender.Create("the module's client alone, waited for by a thread", () => core.GetBlocking(count)),
            Contender.Create(
                "`$requests \\| Invoke-VgsCalmRequest`",
                () => engine.RunCounting("@($requests | Invoke-VgsCalmRequest).Count", count)
            ),
            Contender.Create(
                "a loop of `Invoke-VgsCalmRequest`",
                () => engine.RunCounting("@(foreach ($i in 1..$count) { Invoke-VgsCalmRequest $get }).Count", count)
            ),
            Contender.Create(
                "a loop of an empty cmdlet, no request",
                () => engine.Run("foreach ($i in 1..$count) { Get-Nothing }")
            )
        );
        var rival = standings[0];
        var (waited, empty) = (standings[1], standings[^1]);
        var least = waited.Microseconds + empty.Microseconds;
        var floor =
            $"A loop of commands cannot be faster than one bare request that a thread waits for and one empty cmdlet: "
            + $"{Text.Tenths(least)} µs, {Text.Ratio(rival.Microseconds / least)} the bare client.\n";
        return new Section(
            "One request after the other: where its time goes",
            [],
            $"{count} requests a turn:\n\n{Text.Table("request", standings)}\n{floor}"
        );
    }
}
