using System.Diagnostics;
using System.Globalization;
using VgsCalm.Emulator;
using VgsCalm.Emulator.Calm;

namespace VgsCalm.KillTest;

/// <summary>
/// Starts the import again and again and ends it at random moments, by SIGKILL or SIGTERM, until that was often enough; then lets it
/// end.
/// </summary>
/// <param name="rows">Rows of the file.</param>
/// <param name="kills">How often the import is ended.</param>
/// <param name="limit">Requests a second that the service takes; 0: as many as come.</param>
/// <param name="storms">Whether other things go wrong meanwhile.</param>
/// <param name="seed">Repeats the moments of another run.</param>
internal sealed class KillRun(int rows, int kills, int limit, bool storms, int seed)
{
    private const int ThrottleLimit = 16;
    private const int LongestWork = 200;
    private static readonly TimeSpan SlowestStart = TimeSpan.FromSeconds(60);

    // SIGTERM: answers under way are awaited for five seconds, and the process ends then.
    private const int SlowestEnd = 15_000;

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
                    RateLimitPerMinute = limit == 0 ? null : limit,
                    RateLimitWindow = 1,
                    RateLimitKind = RateLimitKind.TokenBucket,
                }
            );
            var csv = Path.Combine(folder.FullName, "cards.csv");
            await File.WriteAllLinesAsync(csv, Lines());
            var (killed, atWork, terminated, lingered) = (0, 0, 0, 0);
            var orphaned = new HashSet<int>();

            // One in ten is killed while it starts; the others at some moment after their first request.
            var duringStart = Enumerable.Range(0, kills).OrderBy(_ => _random.Next()).Take(kills / 10).ToHashSet();
            while (killed < kills)
            {
                // Latency makes the work last, so that what is left is spread over the kills that are left.
                var share = (rows - JournalState.CountSent(csv)) / (kills - killed);
                emulator.Options.Latency = Math.Clamp(
                    ThrottleLimit * LongestWork / 2 / Math.Max(1, share - ThrottleLimit),
                    2,
                    LongestWork
                );
                if (storms)
                {
                    Storm.Begin(emulator, _random);
                }

                var (before, open) = (Posts(emulator), JournalState.OpenRows(csv));
                using var import = Start(emulator, csv);

                var starts = duringStart.Contains(killed);
                if (!starts && await EndsBeforeItSendsAsync(import, emulator, before))
                {
                    break;
                }

                if (await EndsWithinAsync(import, _random.Next(starts ? 500 : LongestWork)))
                {
                    break;
                }

                if (_random.Next(2) == 0)
                {
                    terminated++;
                    await TerminateAsync(import);
                    if (!await EndsWithinAsync(import, SlowestEnd))
                    {
                        lingered++;
                    }

                    orphaned.UnionWith(JournalState.OpenRows(csv).Except(open));
                }

                import.Kill();
                await import.WaitForExitAsync();

                killed++;
                if (Posts(emulator) > before)
                {
                    atWork++;
                }
            }

            emulator.Faults.Clear();
            emulator.Options.Latency = 2;
            using var last = Start(emulator, csv);
            await last.WaitForExitAsync();
            Console.WriteLine(
                $"ended {killed} times, {terminated} of them by SIGTERM, {atWork} at work; the emulator has {emulator.Cards.Count} "
                    + $"cards and has put off {Refused(emulator)} requests"
            );
            return
            [
                new Finding("the last run ends well", last.ExitCode == 0, $"exit code {last.ExitCode}"),
                new Finding(
                    $"the import was ended {kills} times",
                    killed == kills,
                    $"it ended by itself after {killed}"
                ),
                new Finding("SIGTERM ends the process", lingered == 0, $"{lingered} of {terminated} had to be killed"),
                new Finding(
                    "SIGTERM leaves no row without its answer",
                    orphaned.Count == 0,
                    $"rows {string.Join(", ", orphaned.Take(10))} of {terminated} endings"
                ),
                new Finding(
                    "the rate limit was met",
                    limit == 0 || Refused(emulator) > 0,
                    $"{Refused(emulator)} requests were put off"
                ),
                new Finding(
                    "all but one in ten were ended while they worked",
                    atWork >= kills - duringStart.Count,
                    $"{atWork} of {kills}"
                ),
                .. Findings.Collect(emulator, csv, rows),
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

    private static async Task TerminateAsync(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private static int Refused(VgsEmulator emulator) =>
        emulator.Requests.Snapshot().Count(request => request.Status == 429);

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
