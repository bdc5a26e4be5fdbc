using System.Globalization;
using System.Text;
using VgsCalm.Benchmarks.Report;
using VgsCalm.Benchmarks.Stub;

namespace VgsCalm.Benchmarks.Loads;

/// <summary>
/// One request after the other in a user's shell: the commands beside what a user would otherwise write there. The turns are those of
/// <see cref="Race"/>: in changing order, and none pays for what the one before it left behind.
/// </summary>
internal sealed class ShellLoopLoad(StubProcess stub, Effort effort)
{
    private const string Card = "CRDLcz5zFuhLzrNSGdwAoEUff";
    private const string HttpClient = "`HttpClient` in a loop, with `ConvertFrom-Json`";
    private const string RestMethod = "`Invoke-RestMethod` in a loop";
    private const string Loop = "`Invoke-VgsCalmRequest` in a loop";
    private const string CardLoop = "`Get-VgsCard` in a loop";
    private const string Piped = "`$requests \\| Invoke-VgsCalmRequest`";
    private const string Empty = "an empty command in a loop, no request";

    // A request takes either of two times, whether threads on both sides still wait for the next one or sleep already, and one shell
    // stays with one of them for thousands of requests: many short turns tell more than few long ones.
    private const int RoundsPerEffort = 4;

    // The runtime compiles what is hot in them.
    private const int WarmUp = 6;

    private static readonly string[] Contenders = [HttpClient, RestMethod, Loop, CardLoop, Piped, Empty];

    public async Task<Section> MeasureAsync()
    {
        var count = effort.ScaleCount(800);
        var rounds = RoundsPerEffort * effort.Rounds;
        var lines = new List<Line>();
        var detail = new StringBuilder($"{count} GETs a turn, one after the other, in turns; no latency.\n");
        foreach (var shell in FreshProcess.Shells)
        {
            var output = await shell.RunAsync(Script(count, rounds));
            double[][] times =
            [
                .. output.Select(line =>
                    line.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray()
                ),
            ];
            detail.AppendLine($"\nIn {shell.Name}:\n\n| | µs a request | of `HttpClient`'s time |\n|---|---:|---:|");
            for (var i = 0; i < Contenders.Length; i++)
            {
                var time = Standing.Median(times.Select(round => round[i]));
                detail.AppendLine($"| {Contenders[i]} | {Text.Tenths(time)} | {Text.Ratio(Share(times, i, 0))} |");
            }

            lines.Add(Beside(shell, times, Loop, HttpClient, 1));
            lines.Add(Beside(shell, times, CardLoop, HttpClient, 1));
            lines.Add(Beside(shell, times, Piped, HttpClient, 0.8));
            lines.Add(Beside(shell, times, Loop, RestMethod, 0.25));
            lines.Add(Beside(shell, times, CardLoop, RestMethod, 0.25));
        }

        detail.AppendLine(
            "\nMost of a request's time is the way to the server and back, and the waking of threads on it; of the command's own "
                + "time, most is the engine's, which an empty command shows."
        );
        return new Section("One request after the other, in a user's shell", lines, detail.ToString());
    }

    private static double Share(double[][] times, int contender, int rival) =>
        Standing.Median(times.Select(round => round[contender] / round[rival]));

    private static Line Beside(FreshProcess shell, double[][] times, string contender, string rival, double target)
    {
        var (mine, theirs) = (Array.IndexOf(Contenders, contender), Array.IndexOf(Contenders, rival));
        var share = Share(times, mine, theirs);
        return new Line(
            $"{contender}, {shell.Name}",
            $"≤ {Text.Ratio(target)} the time of {rival}",
            $"{Text.Ratio(share)} ({Text.Count(Standing.Median(times.Select(round => round[mine])))} µs a request)",
            $"{rival} {Text.Count(Standing.Median(times.Select(round => round[theirs])))} µs",
            share <= target
        );
    }

    private string Script(int count, int rounds) =>
        $$"""
            Import-Module '{{BuildPaths.Manifest}}', '{{BuildPaths.EmptyManifest}}'
            $secret = [Net.NetworkCredential]::new('', 'secret').SecurePassword
            $calm = '{{stub.Calm(0)}}'
            Connect-VgsCalm -ClientId benchmark -ClientSecret $secret -AuthUri '{{stub.Auth()}}' -CalmUri $calm
            $token = Get-VgsAccessToken -AsPlainText
            $headers = @{ Authorization = "Bearer $token" }
            $path = '/cards/{{Card}}'
            $address = $calm + $path
            $client = [Net.Http.HttpClient]::new()
            $client.DefaultRequestHeaders.Authorization = [Net.Http.Headers.AuthenticationHeaderValue]::new('Bearer', $token)
            $count = {{count}}
            $requests = foreach ($n in 1..$count) { [PSCustomObject]@{ Path = $path } }
            $contenders = {
                foreach ($n in 1..$count) { $client.GetStringAsync($address).GetAwaiter().GetResult() | ConvertFrom-Json }
            }, {
                foreach ($n in 1..$count) { Invoke-RestMethod $address -Headers $headers }
            }, {
                foreach ($n in 1..$count) { Invoke-VgsCalmRequest $path }
            }, {
                foreach ($n in 1..$count) { Get-VgsCard '{{Card}}' }
            }, {
                $requests | Invoke-VgsCalmRequest
            }, {
                foreach ($n in 1..$count) { Get-Nothing }
            }
            foreach ($round in 1..{{WarmUp + rounds}}) {
                $order = 0..($contenders.Count - 1)
                if ($round % 2) { [array]::Reverse($order) }
                $times = [string[]]::new($contenders.Count)
                foreach ($i in $order) {
                    $answers = $null
                    [GC]::Collect()
                    [GC]::WaitForPendingFinalizers()
                    $watch = [Diagnostics.Stopwatch]::StartNew()
                    $answers = . $contenders[$i]
                    $microseconds = $watch.Elapsed.TotalMicroseconds
                    $cards = @($answers | Where-Object { $_.data.id -like 'CRD*' -or $_.Id -like 'CRD*' }).Count
                    if ($contenders[$i] -ne $contenders[-1] -and $cards -ne $count) { throw "An answer is missing: $cards of $count." }
                    $times[$i] = ($microseconds / $count).ToString([cultureinfo]::InvariantCulture)
                }
                if ($round -gt {{WarmUp}}) { $times -join ' ' }
            }
            """;
}
