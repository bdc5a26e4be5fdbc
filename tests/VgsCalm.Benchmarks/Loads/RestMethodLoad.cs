using System.Globalization;
using VgsCalm.Benchmarks.Report;
using VgsCalm.Benchmarks.Stub;

namespace VgsCalm.Benchmarks.Loads;

/// <summary>Invoke-VgsCalmRequest against Invoke-RestMethod, in one and the same pwsh.</summary>
internal sealed class RestMethodLoad(StubProcess stub, Effort effort)
{
    private const double TimesInvokeRestMethod = 4;

    public async Task<Section> MeasureAsync()
    {
        if (FreshProcess.Pwsh is not { } pwsh)
        {
            return new Section("Invoke-RestMethod", [], "No pwsh was at hand: not measured in this run.\n");
        }

        var count = effort.Of(2500);
        var output = await pwsh.RunAsync(
            $$"""
            Import-Module '{{BuildPaths.Manifest}}'
            $secret = [Net.NetworkCredential]::new('', 'secret').SecurePassword
            Connect-VgsCalm -ClientId benchmark -ClientSecret $secret -AuthUri '{{stub.Auth()}}' -CalmUri '{{stub.Calm(
                0
            )}}'
            $headers = @{ Authorization = 'Bearer ' + (Get-VgsAccessToken -AsPlainText) }
            $path = '/cards/CRDLcz5zFuhLzrNSGdwAoEUff'
            $address = '{{stub.Calm(0)}}' + $path
            $contenders = { Invoke-RestMethod $address -Headers $headers }, { Invoke-VgsCalmRequest $path }
            foreach ($round in 1..({{effort.Rounds}} + 2)) {
                $line = foreach ($contender in $contenders) {
                    $watch = [Diagnostics.Stopwatch]::StartNew()
                    $answers = foreach ($i in 1..{{count}}) { . $contender }
                    $seconds = $watch.Elapsed.TotalSeconds
                    if (@($answers | Where-Object { $_.data.id -like 'CRD*' }).Count -ne {{count}}) { throw 'An answer is missing.' }
                    $seconds.ToString([cultureinfo]::InvariantCulture)
                }
                if ($round -gt 2) { $line -join ' ' }
            }
            """
        );
        var rounds = output
            .Select(line => line.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray())
            .ToArray();
        var (theirs, mine) = (
            count / Standing.Median(rounds.Select(round => round[0])),
            count / Standing.Median(rounds.Select(round => round[1]))
        );
        var ratio = Standing.Median(rounds.Select(round => round[0] / round[1]));
        return new Section(
            "Invoke-RestMethod",
            [
                new Line(
                    "a loop of `Invoke-VgsCalmRequest` in pwsh, no latency",
                    $"≥ {Text.Ratio(TimesInvokeRestMethod)} Invoke-RestMethod",
                    $"{Text.Ratio(ratio)} ({Text.Count(mine)} requests/s)",
                    $"`Invoke-RestMethod` {Text.Count(theirs)} requests/s",
                    ratio >= TimesInvokeRestMethod
                ),
            ],
            $"{count} GETs a turn, one after the other, in one pwsh, in turns.\n"
        );
    }
}
