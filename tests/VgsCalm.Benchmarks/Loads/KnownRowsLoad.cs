using System.Globalization;
using VgsCalm.Benchmarks.Report;
using VgsCalm.Benchmarks.Stub;
using VgsCalm.Bulk;
using VgsCalm.Bulk.Journal;

namespace VgsCalm.Benchmarks.Loads;

/// <summary>
/// A large file whose rows were all enrolled by an earlier run: how long it takes to find that out, beside Import-Csv reading the file, and
/// what a row costs of memory. Index and fingerprints are as large as in the run that enrolled them.
/// </summary>
internal sealed class KnownRowsLoad(StubProcess stub, Effort effort)
{
    private const int FewRows = 10_000;
    private const double MaxBytesPerRow = 24;
    private const double MaxOfImportCsv = 2;

    public async Task<Section> MeasureAsync()
    {
        var few = await ResumeAsync(FewRows);
        var many = await ResumeAsync(effort.KnownRows);
        var rows = Text.Count(effort.KnownRows);
        var bytes = (many.PeakBytes - few.PeakBytes) / (double)(effort.KnownRows - FewRows);
        var share = many.Seconds / many.ImportCsvSeconds;
        return new Section(
            "Known rows",
            [
                new Line(
                    $"memory, {rows} known rows",
                    $"≤ {MaxBytesPerRow} bytes a row",
                    $"{Text.Tenths(bytes)} bytes a row ({Text.Count(many.PeakBytes / 1e6)} MB in all)",
                    $"{Text.Count(FewRows)} rows {Text.Count(few.PeakBytes / 1e6)} MB",
                    bytes <= MaxBytesPerRow
                ),
                new Line(
                    $"resume of {rows} known rows",
                    $"≤ {Text.Ratio(MaxOfImportCsv)} the time of `Import-Csv \\| ForEach-Object`",
                    $"{Text.Ratio(share)} ({Text.Tenths(many.Seconds)} s)",
                    $"`Import-Csv` {Text.Tenths(many.ImportCsvSeconds)} s",
                    share <= MaxOfImportCsv
                ),
            ],
            $"`Import-VgsCard` of {rows} rows that its journal knows as enrolled, in {FreshProcess.Tool.Name}, beside "
                + "`Import-Csv FILE | ForEach-Object { }` in another one. Memory is the peak working set, less that of a file of "
                + $"{Text.Count(FewRows)} rows.\n"
        );
    }

    private async Task<Resumed> ResumeAsync(int rows)
    {
        var folder = Directory.CreateTempSubdirectory("vgscalm-benchmarks-");
        try
        {
            var file = Path.Combine(folder.FullName, "cards.csv");
            TestCard.WriteFile(file, rows);
            WriteJournal(file + ".journal.jsonl", rows);
            var importCsv = await FreshProcess.Tool.RunAsync(
                $$"""
                $watch = [Diagnostics.Stopwatch]::StartNew()
                Import-Csv '{{file}}' | ForEach-Object { }
                $watch.Elapsed.TotalSeconds.ToString([cultureinfo]::InvariantCulture)
                """
            );
            var before = await stub.CountsAsync();
            var output = await FreshProcess.Tool.RunAsync(
                $$"""
                Import-Module '{{BuildPaths.Manifest}}'
                $secret = [Net.NetworkCredential]::new('', 'secret').SecurePassword
                Connect-VgsCalm -ClientId benchmark -ClientSecret $secret -AuthUri '{{stub.Auth()}}' -CalmUri '{{stub.Calm(
                    0
                )}}'
                $watch = [Diagnostics.Stopwatch]::StartNew()
                $result = Import-VgsCard '{{file}}'
                $watch.Elapsed.TotalSeconds.ToString([cultureinfo]::InvariantCulture)
                $result.Enrolled
                [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64
                """
            );
            var sent = (await stub.CountsAsync() - before).Cards;
            var figures = output.Select(line => double.Parse(line, CultureInfo.InvariantCulture)).ToArray();
            return figures[1] == rows && sent == 0
                ? new Resumed(figures[0], double.Parse(importCsv[0], CultureInfo.InvariantCulture), (long)figures[2])
                : throw new InvalidOperationException($"{figures[1]} of {rows} rows are known, and {sent} were sent.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // As the run that enrolled the rows left it, but for the line before each request.
    private void WriteJournal(string path, int rows)
    {
        var place = JournalPlace.Create(VgsEnvironment.Sandbox, stub.Calm(0), vault: null, "benchmark");
        using var journal = EnrolmentJournal.Open(path, place, Clock.System);
        for (var row = 1; row <= rows; row++)
        {
            var card = TestCard.At(row);
            var given = new CardRow
            {
                Name = card.Name,
                Number = card.Number,
                ExpMonth = card.ExpMonth,
                ExpYear = card.ExpYear,
                Reference = card.Reference,
            };
            journal.Append(
                given.Describe(row) with
                {
                    State = EnrolmentState.Enrolled,
                    Id = "CRDLcz5zFuhLzrNSGdwAoEUff",
                    NewLast4 = "1111",
                    NewExp = "11/30",
                }
            );
        }

        journal.Complete(rows);
    }

    private sealed record Resumed(double Seconds, double ImportCsvSeconds, long PeakBytes);
}
