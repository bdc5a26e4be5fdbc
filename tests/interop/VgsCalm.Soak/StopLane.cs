using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using VgsCalm.Emulator;

namespace VgsCalm.Soak;

/// <summary>One runspace with an emulator of its own, in which command after command is stopped.</summary>
internal sealed class StopLane(VgsEmulator emulator, Shell shell, DirectoryInfo folder, Random random, StopTally tally)
{
    private const int Rows = 300;
    private const int LatestMoment = 400;

    // What left before the stop has arrived by then; shorter than every pause before a further try.
    private static readonly TimeSpan OnTheWire = TimeSpan.FromMilliseconds(100);

    // Longer than every pause that a command can be in: 1 s of Retry-After, backoff, and the interval between two looks at a card.
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(1100);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(int rounds, int seed, StopTally tally)
    {
        var folder = Directory.CreateTempSubdirectory("vgscalm-soak-");
        try
        {
            await using var emulator = await VgsEmulator.StartAsync(
                new EmulatorOptions
                {
                    // Renewed every few stops; shorter, a busy machine may take longer to send a request than its token lives.
                    TokenLifetime = 5,
                    EnrolmentDelay = int.MaxValue,
                    Latency = 10,
                }
            );
            using var shell = Shell.At(emulator);
            shell
                .Run(
                    """
                    Connect-VgsCalm $calm @uris
                    $rows = 1..300 | ForEach-Object {
                        [pscustomobject]@{ Name = "Cardholder $_"; Number = '5415775831611962'; ExpMonth = 11; ExpYear = 2029 }
                    }
                    $card = ($rows[0] | New-VgsCard).Id
                    """
                )
                .ThrowIfFailed();
            var lane = new StopLane(emulator, shell, folder, new Random(seed), tally);
            for (var round = 0; round < rounds; round++)
            {
                foreach (var command in StoppedCommand.All)
                {
                    await lane.StopOnceAsync(command);
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task StopOnceAsync(StoppedCommand command)
    {
        shell.Set("csv", NewFile());
        Weather.Turn(emulator, random);
        await StopAsync(command, random.Next(LatestMoment));
        Weather.Clear(emulator);

        await Task.Delay(OnTheWire);
        for (var watch = Stopwatch.StartNew(); InWork() > 0 && watch.Elapsed < Patience; await Task.Delay(5))
        {
            // The emulator is still finding out that its client is gone.
        }

        if (InWork() is var left and > 0)
        {
            tally.LeftInWork(command, left);
        }

        var sofar = emulator.Requests.Count();
        await Task.Delay(Silence);
        if (emulator.Requests.Count() - sofar is var later and > 0)
        {
            tally.SentLater(command, later);
        }

        CheckNext(command);
    }

    private async Task StopAsync(StoppedCommand command, int moment)
    {
        using var script = PowerShell.Create(shell.Runspace).AddScript(command.Script);
        var running = script.InvokeAsync();
        await Task.Delay(moment);
        var watch = Stopwatch.StartNew();
        await Task.Run(script.Stop).WaitAsync(TimeSpan.FromMinutes(1));
        tally.Stopped(command, script.InvocationStateInfo.State == PSInvocationState.Stopped, watch.Elapsed);
        await running.ContinueWith(ended => ended.Exception, TaskScheduler.Default);
    }

    private void CheckNext(StoppedCommand command)
    {
        foreach (var script in (string[])["Invoke-VgsCalmRequest /cards/$card", command.Next])
        {
            var result = shell.Run(script);
            if (result.Failure is { } error)
            {
                tally.BrokenNext(command, $"{error.FullyQualifiedErrorId}: {error}");
            }
            else if (result.Output.Count == 0)
            {
                tally.BrokenNext(command, "no output");
            }
        }
    }

    // A request has a duration as soon as it has ended, answered or not.
    private int InWork() => emulator.Requests.Snapshot().Count(request => request.DurationMs == 0);

    private string NewFile()
    {
        var file = Path.Combine(folder.FullName, Guid.NewGuid() + ".csv");
        File.WriteAllLines(
            file,
            Enumerable
                .Range(1, Rows)
                .Select(row => string.Create(CultureInfo.InvariantCulture, $"Cardholder {row},5415775831611962,11,29"))
                .Prepend("Name,Number,ExpMonth,ExpYear")
        );
        return file;
    }
}
