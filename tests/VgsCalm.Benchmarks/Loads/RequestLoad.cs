using VgsCalm.Benchmarks.Report;
using VgsCalm.Benchmarks.Rivals;
using VgsCalm.Benchmarks.Stub;

namespace VgsCalm.Benchmarks.Loads;

/// <summary>Invoke-VgsCalmRequest, one request after the other.</summary>
internal sealed class RequestLoad(StubProcess stub, HostedEngine engine, Effort effort)
{
    private const double OfTheBareClient = 0.7;
    private const string Get = "/cards/CRD000000000000000001";

    public async Task<Section> MeasureAsync()
    {
        var count = effort.Of(5000);
        using var bare = new BareClient(stub.Calm(0));
        using var core = new CoreClient(stub, latency: 0);
        engine.Connect(stub, latency: 0);
        engine.Run("$requests = foreach ($i in 1..$count) { [PSCustomObject]@{ Path = $get } }", ("count", count), ("get", Get));
        var standings = await Race.RunAsync(count, effort.Rounds,
            new Contender("bare HttpClient", () => bare.GetAsync(count)),
            Contender.Of("the module's client alone, waited for by a thread as a pipeline does", () => core.GetBlocking(count)),
            Contender.Of("`$requests \\| Invoke-VgsCalmRequest`", () => engine.RunCounting("@($requests | Invoke-VgsCalmRequest).Count", count)),
            Contender.Of("a loop of `Invoke-VgsCalmRequest`", () => engine.RunCounting("@(foreach ($i in 1..$count) { Invoke-VgsCalmRequest $get }).Count", count)),
            Contender.Of("a loop of an empty cmdlet, no request", () => engine.Run("foreach ($i in 1..$count) { Get-Nothing }")));
        var rival = standings[0];
        var lines = standings[2..4].Select(command => new Line($"{command.Name}, one after the other, no latency", $"≥ {Text.Ratio(OfTheBareClient)}",
            $"{Text.Ratio(command.SpeedOf(rival))} ({Text.Count(command.PerSecond)} requests/s)", $"bare HttpClient {Text.Count(rival.PerSecond)} requests/s", command.SpeedOf(rival) >= OfTheBareClient));
        return new Section("One request after the other: where its time goes", [.. lines], $"{count} requests a turn:\n\n{Text.Table("request", standings)}");
    }
}
