using System.Globalization;
using System.Text;
using VgsCalm.Benchmarks.Report;
using VgsCalm.Benchmarks.Stub;

namespace VgsCalm.Benchmarks.Loads;

/// <summary>Enrolling cards as people do it today and as the module does it, each in a real shell, at the latency of a network.</summary>
internal sealed class TodaysWaysLoad(StubProcess stub, Effort effort)
{
    private const string Title = "Enrolling cards, beside what is done today";
    private const int Latency = 20;

    public async Task<Section> MeasureAsync()
    {
        var lines = await FreshProcess.Tool.RunAsync(
            $$"""
            Import-Module '{{BuildPaths.Manifest}}'
            $calm = '{{stub.Calm(Latency)}}'
            $secret = [Net.NetworkCredential]::new('', 'secret').SecurePassword
            Connect-VgsCalm -ClientId benchmark -ClientSecret $secret -AuthUri '{{stub.Auth()}}' -CalmUri $calm
            $token = Get-VgsAccessToken -AsPlainText
            $headers = @{ Authorization = "Bearer $token" }
            $folder = (New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "vgscalm-$([guid]::NewGuid())")).FullName

            $curl = @'
            for i in $(seq "$1"); do
                printf '{"name":"Jane Doe %s","number":"4111111111111111","exp_month":11,"exp_year":30}' "$i" |
                    curl -s -X POST -H "Authorization: Bearer $2" -H 'Content-Type: application/json' -d @- "$3" | jq -r .data.id
            done
            '@

            function Row([int] $Count) {
                foreach ($i in 1..$Count) {
                    [PSCustomObject]@{ name = "Jane Doe $i"; number = '4111111111111111'; exp_month = 11; exp_year = 30 }
                }
            }

            $ways = @(
                @{
                    Name = 'curl and jq in a loop of bash'
                    Count = 40
                    Run = { param($rows) bash -c $curl curl $rows.Count $token "$calm/cards" }
                }
                @{
                    Name = '`Invoke-RestMethod`, one card after the other'
                    Count = 40
                    Run = {
                        param($rows)
                        $post = @{ Method = 'Post'; ContentType = 'application/json'; Headers = $headers }
                        foreach ($row in $rows) { (Invoke-RestMethod "$calm/cards" @post -Body ($row | ConvertTo-Json)).data.id }
                    }
                }
                @{
                    Name = '`ForEach-Object -Parallel -ThrottleLimit 16` with `Invoke-RestMethod`'
                    Count = 320
                    Run = {
                        param($rows)
                        $rows | ForEach-Object -ThrottleLimit 16 -Parallel {
                            $post = @{ Method = 'Post'; ContentType = 'application/json'; Headers = $using:headers }
                            (Invoke-RestMethod "$using:calm/cards" @post -Body ($_ | ConvertTo-Json)).data.id
                        }
                    }
                }
                @{
                    Name = '`New-VgsCard`, which has 8 in flight by default'
                    Count = 320
                    Run = { param($rows) ($rows | New-VgsCard).Id }
                }
                @{
                    Name = '`New-VgsCard -ThrottleLimit 64`'
                    Count = 2000
                    Run = { param($rows) ($rows | New-VgsCard -ThrottleLimit 64).Id }
                }
                @{
                    Name = '`Import-VgsCard -ThrottleLimit 64`, with its journal'
                    Count = 2000
                    Run = {
                        param($rows)
                        $journal = Join-Path $folder "$([guid]::NewGuid()).jsonl"

                        # All rows have one test number, of which it would warn.
                        1..($rows | Import-VgsCard -ThrottleLimit 64 -JournalPath $journal -WarningAction Ignore).Total
                    }
                }
            )
            $tools = Get-Command bash, curl, jq -CommandType Application -ErrorAction Ignore
            if ($tools.Count -lt 3) { $ways = $ways | Select-Object -Skip 1 }
            foreach ($round in 0..{{effort.Rounds}}) {
                foreach ($way in $ways) {
                    $rows = Row ([Math]::Max(8, [int]($way.Count * {{effort.Scale.ToString(
                CultureInfo.InvariantCulture
            )}})))
                    $watch = [Diagnostics.Stopwatch]::StartNew()
                    $ids = @(& $way.Run $rows)
                    $seconds = $watch.Elapsed.TotalSeconds
                    if ($ids.Count -ne $rows.Count -or $ids -contains $null) {
                        throw "$($way.Name): $($ids.Count) of $($rows.Count) cards."
                    }
                    if ($round -gt 0) { $way.Name + "`t" + ($rows.Count / $seconds).ToString([cultureinfo]::InvariantCulture) }
                }
            }
            Remove-Item $folder -Recurse
            """
        );
        var ways = lines
            .Select(line => line.Split('\t'))
            .GroupBy(
                line => line[0],
                line => double.Parse(line[1], CultureInfo.InvariantCulture),
                StringComparer.Ordinal
            );
        var text = new StringBuilder(
            $"In one process of the tool's pwsh, {Latency} ms a request, in turns:\n\n| | cards/s |\n|---|---:|\n"
        );
        foreach (var way in ways)
        {
            text.AppendLine($"| {way.Key} | {Text.Count(Standing.Median(way))} |");
        }

        text.AppendLine(
            "\n`ForEach-Object -Parallel` varies most: reports of the same machine had between 14 and 251, with most of a card's time "
                + "spent before its request begins."
        );
        return new Section(Title, [], text.ToString()) { IsHeadline = true };
    }
}
