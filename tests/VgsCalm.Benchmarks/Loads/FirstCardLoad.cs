using System.Globalization;
using System.Text;
using VgsCalm.Benchmarks.Report;
using VgsCalm.Benchmarks.Stub;

namespace VgsCalm.Benchmarks.Loads;

/// <summary>From Import-Module to the first card, in a fresh process.</summary>
internal sealed class FirstCardLoad(StubProcess stub, Effort effort)
{
    private static readonly string[] Steps = ["`Import-Module`", "`Connect-VgsCalm`", "`New-VgsCard`"];

    public async Task<Section> MeasureAsync()
    {
        var detail = new StringBuilder(
            "Median of "
                + effort.FreshProcesses
                + " fresh processes each; no latency, so all of it is loading and compiling. In brackets: what the "
                + "runtime's compiler took of it, and for how many methods. An engine without native code of its "
                + "own, as the tool's is, is compiled as well.\n\n| engine | "
                + string.Join(" | ", Steps)
                + " | all |\n|---|---:|---:|---:|---:|\n"
        );
        foreach (var engine in FreshProcess.Shells)
        {
            var runs = new List<Step[]>();
            for (var i = 0; i < effort.FreshProcesses; i++)
            {
                runs.Add(await FirstCardAsync(engine));
            }
            var all = Standing.Median(runs.Select(run => run.Sum(step => step.Milliseconds)));
            detail.AppendLine(
                $"| {engine.Name} | {string.Join(" | ", Steps.Select((_, i) => Cell([.. runs.Select(run => run[i])])))} | "
                    + $"{Text.Tenths(all)} ms |"
            );
        }

        return new Section("The first card", [], detail.ToString());
    }

    private async Task<Step[]> FirstCardAsync(FreshProcess engine)
    {
        var times = await engine.RunAsync(
            $$"""
            $secret = [Net.NetworkCredential]::new('', 'secret').SecurePassword
            $steps = {
                Import-Module '{{BuildPaths.Manifest}}'
            }, {
                Connect-VgsCalm -ClientId benchmark -ClientSecret $secret -AuthUri '{{stub.Auth()}}' -CalmUri '{{stub.Calm(
                0
            )}}'
            }, {
                $script:card = New-VgsCard -Name 'Jane Doe' -Number 4111111111111111 -ExpMonth 11 -ExpYear 30
            }
            foreach ($step in $steps) {
                $methods, $compiling = [Runtime.JitInfo]::GetCompiledMethodCount($false), [Runtime.JitInfo]::GetCompilationTime($false)
                $watch = [Diagnostics.Stopwatch]::StartNew()
                . $step
                $took = $watch.Elapsed.TotalMilliseconds, ([Runtime.JitInfo]::GetCompilationTime($false) - $compiling).TotalMilliseconds,
                    ([Runtime.JitInfo]::GetCompiledMethodCount($false) - $methods)
                $took.ForEach({ $_.ToString([cultureinfo]::InvariantCulture) }) -join ' '
            }
            $card.State
            """
        );
        if (times is not [.. var steps, "enrolling"])
        {
            throw new InvalidOperationException($"No card in {engine.Name}: {string.Join(", ", times)}");
        }
        return [.. steps.Select(Step.Parse)];
    }

    private static string Cell(Step[] runs) =>
        $"{Text.Tenths(Standing.Median(runs.Select(run => run.Milliseconds)))} ms "
        + $"({Text.Tenths(Standing.Median(runs.Select(run => run.Compiling)))} ms, "
        + $"{Text.Count(Standing.Median(runs.Select(run => run.Methods)))})";

    /// <summary>What one command took.</summary>
    private sealed record Step(double Milliseconds, double Compiling, double Methods)
    {
        public static Step Parse(string line)
        {
            var figures = line.Split(' ')
                .Select(figure => double.Parse(figure, CultureInfo.InvariantCulture))
                .ToArray();
            return new Step(figures[0], figures[1], figures[2]);
        }
    }
}
