using System.Diagnostics;
using System.Globalization;
using VgsCalm.Emulator;
using VgsCalm.Emulator.Calm;

namespace VgsCalm.KillTest;

/// <summary>
/// Starts the import again and again and kills it at random moments, until it has been killed often enough; then lets it
/// end.
/// </summary>
internal sealed class KillRun(int rows, int kills, int seed)
{
    private const int ThrottleLimit = 16;
    private const int LongestWork = 200;
    private static readonly TimeSpan SlowestStart = TimeSpan.FromSeconds(60);

    private readonly Random _random = new(seed);

    public async Task<IReadOnlyList<Finding>> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("vgscalm-kill-");
        try
        {
            await using var emulator = await VgsEmulator.StartAsync(
                new EmulatorOptions
                {
                    Latency = 20,
                    TokenLifetime = 3,
                    EnrolmentDelay = 0,
                }
            );
            var csv = Path.Combine(folder.FullName, "cards.csv");
            await File.WriteAllLinesAsync(csv, Lines());
            var (killed, atWork) = (0, 0);
            while (killed < kills)
            {
                // Latency makes the work last, so that what is left is spread over the kills that are left.
                var share = (rows - Posts(emulator)) / (kills - killed);
                emulator.Options.Latency = Math.Clamp(
                    ThrottleLimit * LongestWork / 2 / Math.Max(1, share - ThrottleLimit),
                    2,
                    LongestWork
                );
                var before = Posts(emulator);
                using var import = Start(emulator, csv);

                // One in ten is killed while it starts; the others at some moment after their first request.
                var starts = _random.Next(10) == 0;
                if (!starts && await EndsBeforeItSendsAsync(import, emulator, before))
                {
                    break;
                }

                if (await EndsWithinAsync(import, _random.Next(starts ? 500 : LongestWork)))
                {
                    break;
                }

                import.Kill();
                await import.WaitForExitAsync();
                killed++;
                if (Posts(emulator) > before)
                {
                    atWork++;
                }
            }

            emulator.Options.Latency = 2;
            using var last = Start(emulator, csv);
            await last.WaitForExitAsync();
            Console.WriteLine(
                $"killed {killed} times, {atWork} of them at work; the emulator has {emulator.Cards.Count} cards"
            );
            return
            [
                new Finding("the last run ends well", last.ExitCode == 0, $"exit code {last.ExitCode}"),
                new Finding(
                    $"the import was killed {kills} times",
                    killed == kills,
                    $"it ended by itself after {killed}"
                ),
                new Finding("most kills came while it worked", atWork >= kills * 8 / 10, $"{atWork} of {kills}"),
                .. Findings.Of(emulator, csv, rows),
            ];
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

    private static int Posts(VgsEmulator emulator) => emulator.Requests.Count("POST", "/calm/cards");

    /// <summary>Waits for the first request of a process, however slowly the machine starts it.</summary>
    private static async Task<bool> EndsBeforeItSendsAsync(Process process, VgsEmulator emulator, int before)
    {
        for (var watch = Stopwatch.StartNew(); Posts(emulator) == before; await Task.Delay(5))
        {
            if (process.HasExited)
            {
                return true;
            }

            if (watch.Elapsed > SlowestStart)
            {
                throw new TimeoutException($"The import sent nothing in {SlowestStart.TotalSeconds} s.");
            }
        }

        return false;
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
        Enumerable
            .Range(1, rows)
            .Select(row =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Cardholder {row},{Findings.NumberOf(row)},{(row % 12) + 1},29"
                )
            )
            .Prepend("Name,CardNumber,ExpirationMonth,ExpirationYear");
}
