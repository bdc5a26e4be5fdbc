using System.Management.Automation;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Cards;

/// <summary>Get-VgsCard -Wait: it looks until a card is final, and no longer than it may.</summary>
public sealed class GetCardWaitTests : ConnectedTest
{
    // The last digit decides (VGS's sandbox rules): 2 nothing changes, 7 fails.
    private const string Unchanged = "5415775831611962";
    private const string Failing = "5415775831611967";

    [Fact]
    public void Wait_looks_again_until_the_card_is_enrolled()
    {
        StillEnrolling(looks: 2);

        var card = Run(
            $"New-VgsCard -Name A -Number {Unchanged} -ExpMonth 1 -ExpYear 30 -Reference r1 | Get-VgsCard -Wait"
        );

        Assert.Equal("enrolled", card["State"]);
        Assert.Equal("r1", card["Reference"]);
        Assert.Equal(3, Emulator.Requests.Count("GET"));
    }

    [Fact]
    public void Wait_shows_how_many_cards_are_final()
    {
        StillEnrolling(looks: 2);

        var progress = Run($"New-VgsCard -Name A -Number {Unchanged} -ExpMonth 1 -ExpYear 30 | Get-VgsCard -Wait")
            .ThrowIfFailed()
            .Progress;

        Assert.Equal("1 asked for, 0 final", progress[0].StatusDescription);
        Assert.Equal(
            ("1 asked for, 1 final", ProgressRecordType.Completed),
            (progress[^1].StatusDescription, progress[^1].RecordType)
        );
    }

    [Fact]
    public void Wait_ends_with_a_card_that_failed_which_is_no_error()
    {
        StillEnrolling(looks: 1);

        var card = Run($"New-VgsCard -Name A -Number {Failing} -ExpMonth 1 -ExpYear 30 | Get-VgsCard -Wait");

        Assert.Equal("failed", card["State"]);
        Assert.Equal("account-updater-not-supported", card["FailureCode"]);
        Assert.Null(card["Event"]);
    }

    [Fact]
    public void Without_Wait_a_card_comes_as_it_is()
    {
        Emulator.Options.EnrolmentDelay = 60_000;

        var card = Run($"New-VgsCard -Name A -Number {Unchanged} -ExpMonth 1 -ExpYear 30 | Get-VgsCard");

        Assert.Equal("enrolling", card["State"]);
        Assert.Equal(1, Emulator.Requests.Count("GET"));
    }

    [Fact]
    public void A_card_enrolling_beyond_the_limit_is_OperationTimeout()
    {
        var ready = Enrolled("a");
        Assert.Equal("enrolled", Emulator.Cards.Single().State);
        Emulator.Options.EnrolmentDelay = 600_000;
        var slow = Enrolled("b");

        var result = Run("Get-VgsCard $slow, $ready -Wait -TimeoutSec 1", ("slow", slow), ("ready", ready));

        var error = result.ShouldFailWith("OperationTimeout", ErrorCategory.OperationTimeout, slow);
        Assert.Contains("enrolling", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(ready, Assert.Single(result.Output).Properties["Id"].Value);
    }

    [Theory]
    [InlineData("-Wait -TimeoutSec 1")]
    [InlineData("-TimeoutSec 1")]
    public void A_look_that_hangs_does_not_outlast_the_time_that_was_given(string parameters)
    {
        var id = Enrolled("a");
        Always(FaultKind.HangBefore, "/calm/cards/", method: "GET");

        var error = Run($"Get-VgsCard $id {parameters}", ("id", id))
            .ShouldFailWith("OperationTimeout", ErrorCategory.OperationTimeout, id);

        Assert.Contains("within 1 s", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Many_cards_wait_within_the_throttle_limit_and_come_in_order()
    {
        var ids = Run($"1..20 | ForEach-Object {{ New-VgsCard -Name A -Number {Unchanged} -ExpMonth 1 -ExpYear 30 }}")
            .ThrowIfFailed()
            .Output.Select(c => (string)c.Properties["Id"].Value)
            .ToArray();
        Emulator.Requests.Clear();
        Emulator.Options.Latency = 10;
        StillEnrolling(looks: 20);

        var result = Run("$ids | Get-VgsCard -Wait -ThrottleLimit 2", ("ids", ids)).ThrowIfFailed();

        Assert.Equal(ids, result.Output.Select(c => c.Properties["Id"].Value));
        Assert.All(result.Output, c => Assert.Equal("enrolled", c.Properties["State"].Value));
        Assert.Equal(40, Emulator.Requests.Count("GET"));
        Assert.Equal(2, Emulator.Requests.MaxConcurrent);

        // Two that kept their places while they wait would be asked for again and again before a third.
        Assert.InRange(
            Emulator.Requests.Snapshot().Take(10).Select(r => r.Path).Distinct(StringComparer.Ordinal).Count(),
            5,
            10
        );
    }

    /// <summary>The next looks find a card that is not ready yet, whatever the clock says.</summary>
    private void StillEnrolling(int looks) =>
        Emulator.Faults.Add(
            new Fault
            {
                Kind = FaultKind.RawBody,
                Method = "GET",
                PathPrefix = "/calm/cards/",
                Times = looks,
                Body = """{"data":{"id":"CRDabc","state":"enrolling"}}""",
            }
        );

    private string Enrolled(string name) =>
        (string)Run($"New-VgsCard -Name {name} -Number {Unchanged} -ExpMonth 1 -ExpYear 30")["Id"]!;
}
