using System.Globalization;
using System.Text;
using VgsCalm.Benchmarks.Report;
using VgsCalm.Benchmarks.Stub;

namespace VgsCalm.Benchmarks.Loads;

/// <summary>From Import-Module to the first card, in a fresh process.</summary>
internal sealed class FirstCardLoad(StubProcess stub, Effort effort)
{
    private const double Milliseconds = 300;

    private static readonly string[] Steps = ["`Import-Module`", "`Connect-VgsCalm`", "`New-VgsCard`"];

    public async Task<Section> MeasureAsync()
    {
        var lines = new List<Line>();
        var detail = new StringBuilder("Median of " + effort.FreshProcesses + " fresh processes each; no latency, so all of it is loading and compiling.\n\n| engine | " + string.Join(" | ", Steps) + " | all |\n|---|---:|---:|---:|---:|\n");
        foreach (var engine in new[] { FreshProcess.Pwsh, FreshProcess.Hosted }.OfType<FreshProcess>())
        {
            var runs = new List<double[]>();
            for (var i = 0; i < effort.FreshProcesses; i++) runs.Add(await FirstCardAsync(engine));
            var all = Standing.Median(runs.Select(run => run.Sum()));
            detail.AppendLine($"| {engine.Name} | {string.Join(" | ", Steps.Select((_, step) => Text.Tenths(Standing.Median(runs.Select(run => run[step]))) + " ms"))} | {Text.Tenths(all)} ms |");
            lines.Add(new Line($"first card in a fresh {engine.Name}, from `Import-Module` on", $"≤ {Text.Count(Milliseconds)} ms", $"{Text.Tenths(all)} ms", "", all <= Milliseconds));
        }

        return new Section("The first card", lines, detail.ToString());
    }

    private async Task<double[]> FirstCardAsync(FreshProcess engine)
    {
        var times = await engine.RunAsync($$"""
            $secret = [Net.NetworkCredential]::new('', 'secret').SecurePassword
            $steps = {
                Import-Module '{{BuildPaths.Manifest}}'
            }, {
                Connect-VgsCalm -ClientId benchmark -ClientSecret $secret -AuthUri '{{stub.Auth()}}' -CalmUri '{{stub.Calm(0)}}'
            }, {
                $script:card = New-VgsCard -Name 'Jane Doe' -Number 4111111111111111 -ExpMonth 11 -ExpYear 30
            }
            foreach ($step in $steps) {
                $watch = [Diagnostics.Stopwatch]::StartNew()
                . $step
                $watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)
            }
            $card.State
            """);
        if (times is not [.. var steps, "enrolling"]) throw new InvalidOperationException($"No card in {engine.Name}: {string.Join(", ", times)}");
        return [.. steps.Select(time => double.Parse(time, CultureInfo.InvariantCulture))];
    }
}
