using System.Globalization;
using VgsCalm.Emulator;
using VgsCalm.Emulator.Calm;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.ReportTest;

/// <summary>An import of two runs against the emulator that has rows of every outcome, and what the command itself says of it.</summary>
/// <param name="Report">Path of the page.</param>
/// <param name="Counts">The result's outcomes by their names in the page.</param>
/// <param name="Total">Rows.</param>
/// <param name="TokenRequests">Token requests of the last run.</param>
/// <param name="Numbers">Every card number of the file.</param>
internal sealed record RehearsedImport(
    string Report,
    IReadOnlyDictionary<string, long> Counts,
    long Total,
    int TokenRequests,
    string[] Numbers
)
{
    public const int FirstRows = 400;
    public const int LaterRows = 20;
    public const int WithoutName = 4;
    public const int OfOtherBrand = 6;
    public const string HostileFile = "cards <b>of June<script>alert(1)<!-- .csv";

    private const string Import = "Import-VgsCard $csv -ReportPath $report -RequestsPerMinute 3000";

    public static async Task<RehearsedImport> RunAsync(string folder)
    {
        await using var emulator = await VgsEmulator.StartAsync(
            new EmulatorOptions { EnrolmentDelay = 0, TokenLifetime = 3 }
        );
        var csv = Path.Combine(folder, HostileFile);
        var rows = Enumerable.Range(1, FirstRows + LaterRows).Select(Row).ToArray();
        await File.WriteAllLinesAsync(
            csv,
            rows.Take(FirstRows).Prepend("Name,CardNumber,ExpirationMonth,ExpirationYear")
        );
        var report = Path.Combine(folder, "report.html");
        using var shell = Shell.At(emulator);
        shell.Set("csv", csv);
        shell.Set("report", report);

        // The first run loses three answers; cards of the second one are still enrolling when it ends.
        emulator.Faults.Add(
            new Fault
            {
                Kind = FaultKind.ResetAfter,
                PathPrefix = "/calm/cards",
                Method = "POST",
                After = 100,
                Times = 3,
            }
        );
        shell.Run($"Connect-VgsCalm -Credential $calm @uris; {Import} -Wait").ThrowIfFailed();
        emulator.Options.EnrolmentDelay = 600_000;
        await File.AppendAllLinesAsync(csv, rows.Skip(FirstRows));
        var result = shell.Run(Import);

        var outcomes = new[] { "Enrolled", "Enrolling", "Failed", "Rejected", "Unknown" };
        return new RehearsedImport(
            report,
            outcomes.ToDictionary(name => name.ToLowerInvariant(), name => (long)result[name]!),
            (long)result["Total"]!,
            (int)result["TokenRequests"]!,
            [.. rows.Select(row => row.Split(',')[1])]
        );
    }

    // The emulator's last digit decides: 2 is enrolled, 1 fails; and numbers that begin with 9 are no brand of the updater's.
    private static string Row(int row)
    {
        var brand = row <= OfOtherBrand ? 9 : 5;
        var name = row is > OfOtherBrand and <= OfOtherBrand + WithoutName ? "" : $"Cardholder {row}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name},{brand}51515{row:000000000}{(row % 25 == 0 ? 1 : 2)},{(row % 12) + 1},29"
        );
    }
}
