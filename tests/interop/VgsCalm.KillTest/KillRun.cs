using System.Diagnostics;
using System.Globalization;
using VgsCalm.Emulator;

namespace VgsCalm.KillTest;

/// <summary>Starts the import again and again and kills it at random moments, until it has been killed often enough; then lets it end.</summary>
internal sealed class KillRun(int rows, int kills, int seed)
{
    private const int SlowestStart = 900;

    private readonly Random _random = new(seed);

    public async Task<IReadOnlyList<Finding>> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("vgscalm-kill-");
        try
        {
            // Latency makes the work last: a run of it between two kills is then a few hundredths of the whole.
            await using var emulator = await VgsEmulator.StartAsync(new EmulatorOptions { Latency = 20, TokenLifetime = 3, EnrolmentDelay = 0 });
            var csv = Path.Combine(folder.FullName, "cards.csv");
            await File.WriteAllLinesAsync(csv, Lines());
            var killed = 0;
            for (var run = 0; killed < kills; run++)
            {
                // The work that is left is spread over the kills that are left; some come before the first request, some in the middle of many.
                emulator.Options.Latency = Math.Max(5, (int)(16.0 * 300 * (kills - killed) / Math.Max(1, rows - emulator.Cards.Count)));
                using var import = Start(emulator, csv);
                var moment = _random.Next(SlowestStart / 3, SlowestStart + 600);
                if (await EndsWithinAsync(import, moment)) break;
                import.Kill();
                await import.WaitForExitAsync();
                killed++;
            }

            emulator.Options.Latency = 2;
            using var last = Start(emulator, csv);
            await last.WaitForExitAsync();
            Console.WriteLine($"killed {killed} times; the emulator has {emulator.Cards.Count} cards");
            return [new Finding("the last run ends well", last.ExitCode == 0, $"exit code {last.ExitCode}"), new Finding($"the import was killed {kills} times", killed == kills, $"it ended by itself after {killed}"), .. Findings.Of(emulator, csv, rows)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Process Start(VgsEmulator emulator, string csv)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { ArgumentList = { "import" } };
        start.Environment["KILLTEST_BASE"] = emulator.BaseUri.ToString().TrimEnd('/');
        start.Environment["KILLTEST_CSV"] = csv;
        start.Environment["VGS_CLIENT_ID"] = emulator.CalmClientId;
        start.Environment["VGS_CLIENT_SECRET"] = emulator.CalmClientSecret;
        return Process.Start(start)!;
    }

    private static async Task<bool> EndsWithinAsync(Process process, int milliseconds)
    {
        using var limit = new CancellationTokenSource(milliseconds);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    // Each row has a number of its own, so that the emulator's cards tell which rows were sent, and how often.
    private IEnumerable<string> Lines() =>
        Enumerable.Range(1, rows).Select(row => string.Create(CultureInfo.InvariantCulture, $"Cardholder {row},{Findings.NumberOf(row)},{(row % 12) + 1},29")).Prepend("Name,CardNumber,ExpirationMonth,ExpirationYear");
}
