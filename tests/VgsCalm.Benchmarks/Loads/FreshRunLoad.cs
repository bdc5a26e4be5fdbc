using System.Globalization;
using System.Text;
using VgsCalm.Benchmarks.Report;
using VgsCalm.Benchmarks.Stub;

namespace VgsCalm.Benchmarks.Loads;

/// <summary>A job of one card, as a scheduler starts it: a fresh process from its start to its end, with and without the module.</summary>
internal sealed class FreshRunLoad(StubProcess stub, Effort effort)
{
    // More than of the other figures of fresh processes: what is compared differs by a few parts in a hundred.
    private int Rounds => 4 * ((3 * effort.FreshProcesses + 3) / 4);

    public async Task<Section> MeasureAsync()
    {
        var lines = new List<Line>();
        var detail = new StringBuilder(
            $"Mean of {Rounds} fresh processes each, in turns, from start to end; no latency. PowerShell keeps which methods a run had "
                + "compiled, and .NET compiles those on a second core while the next run starts, up to the first one of an assembly that "
                + "PowerShell does not bring: there it ends, which the third run of whatever imports a binary module shows.\n\n"
                + "| shell | `Invoke-RestMethod` | of it CPU | VgsCalm | of it CPU | without native code | of it CPU | nothing at all |\n"
                + "|---|---:|---:|---:|---:|---:|---:|---:|\n"
        );
        using var bare = new BareModule(hasFormatFile: true);
        foreach (var shell in FreshProcess.Shells)
        {
            foreach (var history in JobHistory.All)
            {
                var runs = await Jobs.InTurnsAsync(
                    shell,
                    history,
                    Rounds,
                    [
                        .. new[]
                        {
                            RestMethod(),
                            Module(BuildPaths.Manifest),
                            Module(bare.Manifest),
                            "'enrolling'",
                        }.Select(WithCpu),
                    ]
                );
                var wall = runs.Select(job => job.Average(run => run.Milliseconds)).ToArray();
                var cpu = runs.Select(job => job.Average(Cpu)).ToArray();
                detail.AppendLine(
                    $"| {shell.Name}, {history.Name} | {Cells(wall[0], cpu[0])} | {Cells(wall[1], cpu[1])} | "
                        + $"{Cells(wall[2], cpu[2])} | {Text.Count(wall[3])} ms |"
                );
                lines.Add(
                    new Line(
                        $"a fresh process: import, connect, one card; {shell.Name}, {history.Name}",
                        $"≤ {Text.Ratio(1)} the time and the CPU of the same by `Invoke-RestMethod`",
                        $"{Text.Ratio(wall[1] / wall[0])} the time ({Text.Count(wall[1])} ms), {Text.Ratio(cpu[1] / cpu[0])} the CPU",
                        $"`Invoke-RestMethod` {Text.Count(wall[0])} ms",
                        wall[1] <= wall[0] && cpu[1] <= cpu[0]
                    )
                );
            }
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

    private static string Cells(double wall, double cpu) => $"{Text.Count(wall)} ms | {Text.Count(cpu)} ms";

    private static string WithCpu(string script) =>
        script + "\n[Diagnostics.Process]::GetCurrentProcess().TotalProcessorTime.TotalMilliseconds";

    private static double Cpu(JobRun run) =>
        run.Output is ["enrolling", var cpu]
            ? double.Parse(cpu, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"No card: {string.Join(", ", run.Output)}");

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
}
