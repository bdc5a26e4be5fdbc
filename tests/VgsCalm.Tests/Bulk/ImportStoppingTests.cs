using System.Management.Automation;
using System.Management.Automation.Host;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Bulk;

/// <summary>Ctrl+C in the middle, and two runs at once.</summary>
public sealed class ImportStoppingTests : ConnectedTest
{
    private const int Rows = 200;
    private const string Import = "Import-VgsCard $csv -ThrottleLimit 4 -ResultPath \"$csv.result\"";

    private readonly RecordingHost _console = new();
    private ImportEvidence _evidence = null!;

    private string Journal => Folder.At("cards.csv.journal.jsonl");

    private int Posts => Emulator.Requests.Count("POST", "/calm/cards");

    protected override PSHost Host => _console;

    protected override void Prepare()
    {
        base.Prepare();
        _evidence = new ImportEvidence(Emulator, Folder, Rows);
        Shell.Set("csv", _evidence.Write());
    }

    [Fact]
    public async Task Ctrl_C_finishes_the_journal_says_how_to_go_on_and_the_next_run_does()
    {
        Emulator.Options.Latency = 20;
        using (var importing = new RunningScript(Shell, Import))
        {
            await Poll.Until(() => Emulator.Cards.Count >= 20, "some rows are enrolled");
            importing.Stop();
            Assert.Equal(PSInvocationState.Stopped, importing.State);
            Assert.Empty(importing.Errors);
            Assert.Empty(importing.Output);
        }

        // What was under way has got its answers: nothing is left open.
        var done = Emulator.Cards.Count;
        Assert.InRange(done, 20, Rows - 1);
        Assert.Equal(done, _evidence.Journal().Count);
        Assert.Equal(0, _evidence.Count("sending") + _evidence.Count("unknown") + _evidence.Count("withdrawn"));
        var warning = Assert.Single(_console.Warnings);
        Assert.Equal(
            $"The import was interrupted after {done} rows. Run the same command again to go on; the journal is {Journal}.",
            warning
        );

        Emulator.Options.Latency = 0;
        var result = Shell.Run(Import);

        Assert.Equal(((long)Rows, 0L), (result["Total"], result["Unknown"]));
        Assert.Equal(Rows, Posts);
        _evidence.ShouldHaveNoCardTwice();
        _evidence.ShouldHaveOneOutcomeARow();
    }

    [Fact]
    public async Task Ctrl_C_while_the_service_wants_a_pause_sends_no_row_that_waits()
    {
        Emulator.Faults.Add(
            new Fault
            {
                Kind = FaultKind.Status,
                Status = 429,
                RetryAfter = 2,
                PathPrefix = "/calm/cards",
                Method = "POST",
                After = 10,
                Times = 1,
            }
        );
        using (var importing = new RunningScript(Shell, Import))
        {
            await Poll.Until(
                () => Emulator.Requests.Snapshot().Any(request => request.Status == 429),
                "the service wants a pause"
            );
            importing.Stop();
        }

        var sent = Posts;
        Assert.Equal(Emulator.Cards.Count, _evidence.Journal().Values.Count(row => row.Id is not null));
        Assert.Equal(0, _evidence.Count("unknown"));
        Assert.Equal(1, _evidence.Count("withdrawn"));
        Assert.InRange(sent, 11, Rows);

        Assert.Equal(0L, Shell.Run(Import)["Unknown"]);
        Assert.Equal(Rows + 1, Posts);
        _evidence.ShouldHaveNoCardTwice();
    }

    [Fact]
    public async Task Ctrl_C_while_it_waits_for_final_states_leaves_the_journal_free()
    {
        Emulator.Options.EnrolmentDelay = 3_600_000;
        var csv = new ImportEvidence(Emulator, Folder, rows: 600).Write();
        for (var stop = 1; stop <= 3; stop++)
        {
            using var importing = new RunningScript(Shell, "Import-VgsCard $csv -Wait");
            var seen = Emulator.Requests.Count("GET");
            await Poll.Until(() => Emulator.Requests.Count("GET") > seen + (100 * stop), "it waits for final states");
            importing.Stop();

            Assert.Empty(importing.Errors);
            Assert.Contains("Run the same command again to go on", _console.Warnings[^1], StringComparison.Ordinal);
            Assert.Equal(stop, _console.Warnings.Count);
        }

        Assert.Equal(600L, Shell.Run("Import-VgsCard $csv", ("csv", csv))["Enrolling"]);
        Assert.Equal(600, Posts);
    }

    [Fact]
    public async Task A_second_run_on_one_journal_is_Conflict_and_disturbs_nothing()
    {
        Emulator.Options.Latency = 20;
        using var second = Shell.ConnectedTo(Emulator);
        second.Set("csv", Folder.At("cards.csv"));
        using var first = new RunningScript(Shell, Import);
        await Poll.Until(() => Emulator.Cards.Count >= 4, "the first run is in the middle");

        var error = second.Run(Import).ShouldFailWith("Conflict", ErrorCategory.ResourceExists, Journal);

        Assert.Contains("is in use by another run; nothing was sent", error.ToString(), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            error = second.Run(Import + " -WhatIf").ShouldFailWith("Conflict", ErrorCategory.ResourceExists, Journal);
            Assert.Contains("Wait until the other run ends", error.ToString(), StringComparison.Ordinal);
        }

        Emulator.Options.Latency = 0;
        Assert.Null(first.WaitForEnd());
        Assert.Equal(Rows, Posts);
        _evidence.ShouldHaveOneOutcomeARow();
    }
}
