using System.Management.Automation;
using VgsCalm.Emulator;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Sessions;

/// <summary>However a pipeline ends before its time, no request of it is left running and none is sent any more.</summary>
public sealed class StoppingTests : ConnectedTest
{
    private const string TwentyCards =
        "1..20 | ForEach-Object { [pscustomobject]@{ Name = 'John Doe'; Number = '5415775831611962'; ExpMonth = 11; "
        + "ExpYear = 2027 } } | New-VgsCard -ThrottleLimit 8";

    protected override EmulatorOptions Options => new();

    [Fact]
    public async Task Ctrl_C_ends_all_enrolments_under_way()
    {
        Emulator.Faults.Add(
            new Fault
            {
                PathPrefix = "/calm",
                Kind = FaultKind.HangBefore,
                Times = -1,
            }
        );
        using var enrolling = new RunningScript(Shell, TwentyCards);
        await Poll.UntilInWork(Emulator, 8);

        enrolling.Stop();

        await Poll.UntilInWork(Emulator, 0);
        Assert.Equal(PSInvocationState.Stopped, enrolling.State);
        Assert.Empty(enrolling.Errors);
        Assert.Empty(enrolling.Output);
        Assert.Equal(8, Emulator.Requests.Count());
    }

    [Fact]
    public async Task Ctrl_C_ends_a_request_that_waits_for_its_answer()
    {
        Emulator.Faults.Add(
            new Fault
            {
                PathPrefix = "/calm",
                Kind = FaultKind.HangBefore,
                Times = -1,
            }
        );
        using var looking = new RunningScript(Shell, "Get-VgsCard CRD1 -Wait");
        await Poll.UntilInWork(Emulator, 1);

        looking.Stop();

        await Poll.UntilInWork(Emulator, 0);
        Assert.Equal(1, Emulator.Requests.Count());
    }

    [Fact]
    public async Task Ctrl_C_ends_a_wait_between_two_looks_and_no_look_comes_any_more()
    {
        Emulator.Options.EnrolmentDelay = int.MaxValue;
        Shell
            .Run("$card = New-VgsCard -Name 'John Doe' -Number 5415775831611962 -ExpMonth 11 -ExpYear 2027")
            .ThrowIfFailed();
        Emulator.Requests.Clear();
        using var waiting = new RunningScript(
            Shell,
            "1..50 | ForEach-Object { $card } | Get-VgsCard -Wait -ThrottleLimit 8"
        );
        await Poll.Until(() => Emulator.Requests.Count("GET", "/calm/cards") >= 50, "each card is looked at");
        await Poll.UntilInWork(Emulator, 0);

        waiting.Stop();

        Assert.Equal(PSInvocationState.Stopped, waiting.State);
        await NothingElseIsSent();
    }

    [Theory]
    [InlineData("Select-Object -First 1")]
    [InlineData("ForEach-Object { $_; break }")]
    [InlineData("ForEach-Object { $_; throw 'enough' }")]
    public async Task A_pipeline_that_has_enough_after_one_card_ends_the_others(string end)
    {
        // The first is answered before there is a second one; of those behind it, seven or eight hang when it is written.
        Shell.Set("emulator", Emulator);
        Emulator.Faults.Add(
            new Fault
            {
                PathPrefix = "/calm",
                Kind = FaultKind.HangBefore,
                After = 1,
                Times = -1,
            }
        );
        using var enrolling = new RunningScript(
            Shell,
            $$"""
            try { do { {{TwentyCards.Replace(
                "{ [pscustomobject]",
                "{ while ($_ -eq 2 -and -not $emulator.Cards.Count) { [Threading.Thread]::Sleep(5) }; [pscustomobject]",
                StringComparison.Ordinal
            )}} | {{end}} } while ($false) } catch { }
            """
        );

        enrolling.WaitForEnd();

        Assert.Single(enrolling.Output);
        await Poll.UntilInWork(Emulator, 0);
        Assert.InRange(Emulator.Requests.Count(), 1, 9);
        Assert.Single(Emulator.Cards);
        await NothingElseIsSent();
    }

    [Fact]
    public async Task A_pipeline_satisfied_by_one_card_ends_the_other_waits()
    {
        Emulator.Options.EnrolmentDelay = 0;
        Shell
            .Run(
                "$cards = 1..3 | ForEach-Object { New-VgsCard -Name 'John Doe' -Number 5415775831611962 -ExpMonth 11 -ExpYear 2027 }"
            )
            .ThrowIfFailed();
        foreach (var id in Shell.Run("$cards[1, 2].Id").Output)
        {
            Emulator.Faults.Add(
                new Fault
                {
                    Method = "GET",
                    PathPrefix = $"/calm/cards/{id}",
                    Kind = FaultKind.RawBody,
                    Body = """{"data":{"id":"CRD1","state":"enrolling"}}""",
                    Times = -1,
                }
            );
        }

        using var waiting = new RunningScript(
            Shell,
            "$cards | Get-VgsCard -Wait -ThrottleLimit 1 | Select-Object -First 1"
        );

        waiting.WaitForEnd();

        Assert.Single(waiting.Output);
        await NothingElseIsSent();
    }

    [Fact]
    public async Task ErrorAction_Stop_ends_before_the_next_request_is_sent()
    {
        Emulator.Faults.Add(
            new Fault
            {
                PathPrefix = "/calm",
                Kind = FaultKind.Status,
                Status = 422,
            }
        );

        var result = Shell.Run(
            TwentyCards.Replace("-ThrottleLimit 8", "-ThrottleLimit 1 -ErrorAction Stop", StringComparison.Ordinal)
        );

        Assert.NotNull(result.Terminating);
        Assert.Equal(1, Emulator.Requests.Count());
        await NothingElseIsSent();
    }

    [Fact]
    public async Task After_a_stop_the_session_goes_on_working()
    {
        Emulator.Faults.Add(new Fault { PathPrefix = "/calm", Kind = FaultKind.HangBefore });
        using var looking = new RunningScript(Shell, "Get-VgsCard CRD1");
        await Poll.UntilInWork(Emulator, 1);
        looking.Stop();

        Shell.Run("Invoke-VgsCalmRequest /cards/CRDnone -SkipHttpErrorCheck").ThrowIfFailed();
    }

    // What was on its way has ended, and the next command's request is the only one that follows. Whether anything comes after a pause
    // is for Core's tests on a fake clock, and for tests/interop/soak.sh, which listens for as long as the longest pause.
    private async Task NothingElseIsSent()
    {
        await Poll.UntilInWork(Emulator, 0);
        Emulator.Faults.Clear();
        var sofar = Emulator.Requests.Count();
        Shell.Run("Invoke-VgsCalmRequest /cards/CRDnone -SkipHttpErrorCheck").ThrowIfFailed();
        Assert.Equal(sofar + 1, Emulator.Requests.Count());
    }
}
