using VgsCalm.Benchmarks.Report;
using VgsCalm.Benchmarks.Stub;

namespace VgsCalm.Benchmarks.Loads;

/// <summary>Get-VgsAccessToken in a pipeline, when the token is at hand.</summary>
internal sealed class TokenLoad(StubProcess stub, HostedEngine engine, Effort effort)
{
    private const double OfAnEmptyCmdlet = 3;

    public async Task<Section> MeasureAsync()
    {
        const int Count = 50_000;
        engine.Connect(stub, latency: 0);
        engine.Run("$sessions = @(Get-VgsCalmSession) * $count", ("count", Count));
        var standings = await Race.RunAsync(
            Count,
            effort.Rounds * 3,
            Contender.Create("an empty cmdlet", () => engine.Run("$sessions | Get-Nothing")),
            Contender.Create(
                "`Get-VgsAccessToken`",
                () => engine.RunCounting("@($sessions | Get-VgsAccessToken).Count", Count)
            ),
            Contender.Create(
                "`Get-VgsAccessToken -AsPlainText`",
                () => engine.RunCounting("@($sessions | Get-VgsAccessToken -AsPlainText).Count", Count)
            )
        );
        var lines = standings[1..]
            .Select(command => new Line(
                $"{command.Name} from the cache, in a pipeline",
                $"≤ {Text.Ratio(OfAnEmptyCmdlet)}",
                $"{Text.Ratio(1 / command.SpeedOf(standings[0]))} ({Text.Tenths(command.Microseconds)} µs)",
                $"an empty cmdlet {Text.Tenths(standings[0].Microseconds)} µs",
                1 / command.SpeedOf(standings[0]) <= OfAnEmptyCmdlet
            ));
        return new Section(
            "Tokens from the cache",
            [.. lines],
            $"{Count} sessions piped a turn; the empty cmdlet takes them and gives nothing:\n\n{Text.Table("token", standings)}"
        );
    }
}
