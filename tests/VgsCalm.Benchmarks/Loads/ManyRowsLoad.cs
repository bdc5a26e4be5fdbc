using System.Globalization;
using VgsCalm.Benchmarks.Report;
using VgsCalm.Benchmarks.Stub;

namespace VgsCalm.Benchmarks.Loads;

/// <summary>A file of a million rows in a process of its own: the most memory it took, and how many tokens.</summary>
internal sealed class ManyRowsLoad(StubProcess stub, Effort effort)
{
    private const int FewRows = 10_000;
    private const long Megabyte = 1024 * 1024;
    private const long FlatWithin = 40 * Megabyte;

    // Short, so that it is renewed often; it is renewed a fifth of its life before it ends.
    private const int Lifetime = 10;
    private const int Margin = 2;

    public async Task<Section> MeasureAsync()
    {
        var few = await ImportAsync(FewRows);
        var many = await ImportAsync(effort.ManyRows);
        var growth = many.PeakBytes - few.PeakBytes;
        var tokens = (int)Math.Ceiling(many.Seconds / (Lifetime - Margin));
        var (rows, cards) = (Text.Count(effort.ManyRows), Text.Count(effort.ManyRows / many.ImportSeconds));
        return new Section(
            "A large file",
            [
                new Line(
                    $"memory, {rows} rows: peak working set",
                    $"≤ {Text.Count(FewRows)} rows + {FlatWithin / Megabyte} MB",
                    $"{many.PeakBytes / Megabyte} MB ({(growth < 0 ? "" : "+")}{growth / Megabyte} MB)",
                    $"{Text.Count(FewRows)} rows {few.PeakBytes / Megabyte} MB",
                    growth <= FlatWithin
                ),
                new Line(
                    $"token requests in {Text.Tenths(many.Seconds)} s, lifetime {Lifetime} s",
                    $"≤ ⌈run time ÷ {Lifetime - Margin} s⌉ = {tokens}",
                    $"{many.Tokens}",
                    "",
                    many.Tokens <= tokens
                ),
            ],
            $"`Import-VgsCard` of {rows} rows, 64 in flight, no latency, journal on, in a process of its own: "
                + $"{Text.Tenths(many.ImportSeconds)} s, {cards} cards/s, {many.Connections} connections. All of the "
                + $"input was enrolled: the server counted {Text.Count(many.Cards)} cards.\n"
        )
        {
            IsHeadline = true,
        };
    }

    private async Task<ManyRows> ImportAsync(int rows)
    {
        var folder = Directory.CreateTempSubdirectory("vgscalm-benchmarks-");
        try
        {
            var file = Path.Combine(folder.FullName, "cards.csv");
            TestCard.WriteFile(file, rows);
            var before = await stub.CountsAsync();
            var output = await FreshProcess.Hosted.RunAsync(
                $$"""
                Import-Module '{{BuildPaths.Manifest}}'
                $watch = [Diagnostics.Stopwatch]::StartNew()
                $secret = [Net.NetworkCredential]::new('', 'secret').SecurePassword
                Connect-VgsCalm -ClientId benchmark -ClientSecret $secret -AuthUri '{{stub.Auth(
                    Lifetime
                )}}' -CalmUri '{{stub.Calm(0)}}'
                $result = Import-VgsCard '{{file}}' -ThrottleLimit 64
                $watch.Elapsed.TotalSeconds.ToString([cultureinfo]::InvariantCulture)
                $result.Elapsed.TotalSeconds.ToString([cultureinfo]::InvariantCulture)
                $result.Enrolling
                [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64
                """
            );
            var counts = await stub.CountsAsync() - before;
            var figures = output.Select(line => double.Parse(line, CultureInfo.InvariantCulture)).ToArray();
            if (figures[2] != rows || counts.Cards != rows)
            {
                throw new InvalidOperationException(
                    $"{figures[2]} of {rows} rows were enrolled, and the server has {counts.Cards}."
                );
            }
            return new ManyRows(
                figures[0],
                figures[1],
                (long)figures[3],
                counts.Tokens,
                counts.Cards,
                counts.Connections
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private sealed record ManyRows(
        double Seconds,
        double ImportSeconds,
        long PeakBytes,
        int Tokens,
        int Cards,
        int Connections
    );
}
