using System.Diagnostics;
using System.Globalization;
using System.Text;
using VgsCalm.Benchmarks.Report;
using VgsCalm.Benchmarks.Stub;

namespace VgsCalm.Benchmarks.Loads;

/// <summary>A job of one card, as a scheduler starts it: a fresh process from its start to its end, with and without the module.</summary>
internal sealed class FreshRunLoad(StubProcess stub, Effort effort)
{
    private const string Cpu = "[Diagnostics.Process]::GetCurrentProcess().TotalProcessorTime.TotalMilliseconds";

    // More than of the other figures of fresh processes: what is compared differs by a few parts in a hundred.
    private int Rounds => 4 * ((3 * effort.FreshProcesses + 3) / 4);

    public async Task<Section> MeasureAsync()
    {
        var lines = new List<Line>();
        var detail = new StringBuilder(
            $"Mean of {Rounds} fresh processes each, in turns, from start to end; no latency.\n\n"
                + "| shell | `Invoke-RestMethod` | of it CPU | VgsCalm | of it CPU | without native code | of it CPU | nothing at all |\n"
                + "|---|---:|---:|---:|---:|---:|---:|---:|\n"
        );
        using var bare = new BareModule(hasFormatFile: true);
        foreach (var shell in FreshProcess.Shells)
        {
            List<Run> theirs = [],
                ours = [],
                plain = [],
                nothing = [];
            Func<Task>[] turns =
            [
                async () => theirs.Add(await RunAsync(shell, RestMethod())),
                async () => ours.Add(await RunAsync(shell, Module(BuildPaths.Manifest))),
                async () => plain.Add(await RunAsync(shell, Module(bare.Manifest))),
                async () => nothing.Add(await RunAsync(shell, "'enrolling'")),
            ];

            // Each begins a round in its turn, as often as the others: every other process takes a sixth more of the processor here,
            // whatever it runs.
            for (var i = 0; i < Rounds; i++)
            {
                for (var turn = 0; turn < turns.Length; turn++)
                {
                    await turns[(i + turn) % turns.Length]();
                }
            }

            var (wall, cpu) = (Share(ours, theirs, run => run.Milliseconds), Share(ours, theirs, run => run.Cpu));
            detail.AppendLine(
                $"| {shell.Name} | {Mean(theirs, r => r.Milliseconds)} | {Mean(theirs, r => r.Cpu)} | "
                    + $"{Mean(ours, r => r.Milliseconds)} | {Mean(ours, r => r.Cpu)} | {Mean(plain, r => r.Milliseconds)} | "
                    + $"{Mean(plain, r => r.Cpu)} | {Mean(nothing, r => r.Milliseconds)} |"
            );
            lines.Add(
                new Line(
                    $"a fresh process: import, connect, one card; {shell.Name}",
                    $"≤ {Text.Ratio(1)} the time and the CPU of the same by `Invoke-RestMethod`",
                    $"{Text.Ratio(wall)} the time ({Mean(ours, r => r.Milliseconds)}), {Text.Ratio(cpu)} the CPU",
                    $"`Invoke-RestMethod` {Mean(theirs, r => r.Milliseconds)}",
                    wall <= 1 && cpu <= 1
                )
            );
        }

        detail.Append(
            "\nMost of what a job of one card takes is code that is compiled as it runs: without native code, about 700 methods of the "
                + "module and 300 of .NET for its types. A Release build brings `VgsCalm.Core.dll` compiled ahead of time (ReadyToRun), "
                + "with what .NET makes of its asynchronous methods, for linux-x64 and win-x64, 2.0 MB each, beside the plain one of "
                + "0.7 MB, which every other platform uses. The code is for .NET 10, so PowerShell 7.6 uses it; on .NET 8 it was tried "
                + "too, and does no harm. win-x64 was tried under Wine. `VgsCalm.dll` itself has none: PowerShell loads a root module's "
                + "file before anything of the module runs, and without a root module, importing it again would leave its sessions open.\n"
        );
        return new Section("A job of one card", lines, detail.ToString());
    }

    private static string Mean(List<Run> runs, Func<Run, double> figure) => Text.Count(runs.Average(figure)) + " ms";

    private static double Share(List<Run> ours, List<Run> theirs, Func<Run, double> figure) =>
        ours.Average(figure) / theirs.Average(figure);

    private static async Task<Run> RunAsync(FreshProcess shell, string script)
    {
        var watch = Stopwatch.StartNew();
        var output = await shell.RunAsync($"{script}\n{Cpu}");
        var took = watch.Elapsed;
        return output is ["enrolling", var cpu]
            ? new Run(took.TotalMilliseconds, double.Parse(cpu, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"No card in {shell.Name}: {string.Join(", ", output)}");
    }

    private string Module(string manifest) =>
        $$"""
            Import-Module '{{manifest}}'
            $secret = [Net.NetworkCredential]::new('', 'secret').SecurePassword
            Connect-VgsCalm -ClientId benchmark -ClientSecret $secret -AuthUri '{{stub.Auth()}}' -CalmUri '{{stub.Calm(
                0
            )}}'
            (New-VgsCard -Name 'Jane Doe' -Number 4111111111111111 -ExpMonth 11 -ExpYear 30).State.ToString().ToLowerInvariant()
            """;

    private string RestMethod() =>
        $$"""
            $form = @{ grant_type = 'client_credentials'; client_id = 'benchmark'; client_secret = 'secret' }
            $token = (Invoke-RestMethod '{{stub.Auth()}}/protocol/openid-connect/token' -Method Post -Body $form).access_token
            $card = @{ name = 'Jane Doe'; number = '4111111111111111'; exp_month = 11; exp_year = 30 } | ConvertTo-Json
            $headers = @{ Authorization = "Bearer $token" }
            (Invoke-RestMethod '{{stub.Calm(
                0
            )}}/cards' -Method Post -Headers $headers -Body $card -ContentType application/json).data.state
            """;

    /// <summary>What one process took.</summary>
    private sealed record Run(double Milliseconds, double Cpu);
}
