using System.Diagnostics;

namespace VgsCalm.Tests.Bulk;

/// <summary>What ends a process from outside ends an import in a user's own PowerShell as Ctrl+C does: answers are waited for.</summary>
public sealed class ImportSignalTests : ConnectedTest
{
    private const int Rows = 200;

    // Every row under way has its answer within a second; the import waits for them for five.
    private const int Latency = 500;
    private static readonly TimeSpan SlowestEnd = TimeSpan.FromSeconds(30);

    private const string Script = """
        Import-Module $env:VGSCALM_TEST_MODULE
        Connect-VgsCalm -FromEnvironment -EmulatorUri $env:VGSCALM_TEST_EMULATOR
        Import-VgsCard $env:VGSCALM_TEST_CARDS -ThrottleLimit 8
        """;

    [Theory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public Task A_signal_ends_an_import_and_leaves_no_row_without_its_answer(string signal) =>
        EndAsync(process => SignalAsync(process, signal));

    /// <summary>A closing terminal tells its shell, and the shell tells its jobs once more; a supervisor may follow TERM by HUP.</summary>
    [Fact]
    public Task Further_signals_do_not_cut_off_the_end_of_an_import() =>
        EndAsync(async process =>
        {
            await SignalAsync(process, "HUP");
            await Task.Delay(Latency / 3);
            await SignalAsync(process, "HUP");
        });

    private async Task EndAsync(Func<Process, Task> signal)
    {
        if (OperatingSystem.IsWindows())
        {
            // There is no such signal; a closing console cannot be played without one.
            return;
        }

        var evidence = new ImportEvidence(Emulator, Folder, Rows);
        var csv = evidence.Write();
        Emulator.Options.Latency = Latency;
        using var process = Process.Start(Command(csv))!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await Poll.Until(() => Emulator.Cards.Count >= 16 || process.HasExited, "some rows are enrolled");
        Assert.False(process.HasExited, "PowerShell ended by itself.");

        await signal(process).WaitAsync(SlowestEnd);
        Assert.True(process.WaitForExit(SlowestEnd), "The signal did not end PowerShell.");
        Assert.NotEqual(0, process.ExitCode);
        SecretSearch.ShouldShowNoSecretOf(await output + await errors, Emulator);
        var sent = Emulator.Cards.Count;
        Assert.InRange(sent, 16, Rows - 1);
        Assert.Equal(sent, evidence.Journal().Values.Count(row => row.Id is not null));
        Assert.Equal(0, evidence.Count("sending") + evidence.Count("unknown"));

        Emulator.Options.Latency = 0;
        Assert.Equal((long)Rows, Run("Import-VgsCard $csv -ResultPath \"$csv.result\"", ("csv", csv))["Total"]);
        Assert.Equal(Rows, Emulator.Requests.Count("POST", "/calm/cards"));
        evidence.ShouldHaveNoCardTwice();
        evidence.ShouldHaveOneOutcomeARow();
    }

    private static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    private ProcessStartInfo Command(string csv)
    {
        var start = UserShell.Start(StagedModule.SourceRoot, "-NonInteractive", "-Command", Script);
        start.Environment["HOME"] = Folder.Path;
        start.Environment["VGSCALM_TEST_MODULE"] = StagedModule.Manifest;
        start.Environment["VGSCALM_TEST_EMULATOR"] = Emulator.BaseUri.ToString();
        start.Environment["VGSCALM_TEST_CARDS"] = csv;
        start.Environment["VGS_CLIENT_ID"] = Emulator.CalmClientId;
        start.Environment["VGS_CLIENT_SECRET"] = Emulator.CalmClientSecret;
        start.Environment.Remove("PSModulePath");
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        return start;
    }
}
