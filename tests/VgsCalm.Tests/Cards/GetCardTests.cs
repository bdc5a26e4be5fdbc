using System.Management.Automation;
using VgsCalm.Emulator.Calm;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Cards;

public sealed class GetCardTests : ConnectedTest
{
    // The last digit decides (VGS's sandbox rules): 2 nothing changes, 3 new number, 5 new expiry, 7 fails.
    private const string Unchanged = "5415775831611962";
    private const string Renumbered = "5415775831611963";
    private const string Failing = "5415775831611967";

    [Fact]
    public void An_id_is_looked_up_by_position_by_value_and_by_property_name()
    {
        var (a, b) = (Enrolled("a"), Enrolled("b"));

        Assert.Equal([a, b], Ids("Get-VgsCard $a, $b", a, b));
        Assert.Equal([a, b], Ids("$a, $b | Get-VgsCard", a, b));
        Assert.Equal([b, a], Ids("[pscustomobject]@{ Id = $b }, @{ Id = $a } | Get-VgsCard", a, b));
        Assert.Equal([a, b], Ids("Get-VgsCard -Id (Get-VgsCard $a, $b)", a, b));
    }

    [Fact]
    public void Cards_through_the_pipeline_keep_their_reference()
    {
        var result = Run(
                $$"""
                'r1', 'r2' | ForEach-Object { [pscustomobject]@{ Name = 'A'; Number = '{{Unchanged}}'; ExpMonth = 1; ExpYear = 30;
                    Reference = $_ } } | New-VgsCard | Get-VgsCard
                """
            )
            .ThrowIfFailed();

        Assert.Equal(["r1", "r2"], result.Output.Select(c => c.Properties["Reference"].Value));
        Assert.All(result.Output, c => Assert.Equal("enrolled", c.Properties["State"].Value));
    }

    [Fact]
    public void A_card_shows_its_newest_number_masked_and_its_last_event()
    {
        var card = Run($"New-VgsCard -Name A -Number {Renumbered} -ExpMonth 1 -ExpYear 30 | Get-VgsCard");

        var now = Emulator.Cards.Single();
        Assert.NotEqual(now.Number, now.CurrentNumber);
        Assert.Equal("au_card.updated", card["Event"]);
        Assert.Equal(now.CurrentNumber[..6] + "******" + now.CurrentNumber[^4..], card["Number"]);
        Assert.Equal(now.CurrentNumber[^4..], card["Last4"]);
        Assert.Equal(now.CurrentNumber, Run("$card.RevealNumber()", ("card", card.Single)).Single.BaseObject);
    }

    [Fact]
    public void An_alias_is_shown_whole_with_what_it_lets_through_of_the_number()
    {
        var cards = Run(
                "'541577h6JzS40IV1962', 'tok_sandbox_abcdefgh' | ForEach-Object { New-VgsCard -Name A -Number $_ "
                    + "-ExpMonth 1 -ExpYear 30 } | Get-VgsCard"
            )
            .ThrowIfFailed()
            .Output;

        Assert.Equal(["541577h6JzS40IV1962", "tok_sandbox_abcdefgh"], cards.Select(c => c.Properties["Number"].Value));
        Assert.Equal(["541577", null], cards.Select(c => c.Properties["Bin"].Value));
        Assert.Equal(["1962", null], cards.Select(c => c.Properties["Last4"].Value));
    }

    [Fact]
    public void A_card_that_is_not_there_is_NotFound_and_the_others_come()
    {
        var id = Enrolled("a");

        var result = Run("Get-VgsCard CRDnobody, $id", ("id", id));

        var error = result.ShouldFailWith("NotFound", ErrorCategory.ObjectNotFound, "CRDnobody");
        Assert.Equal("card-not-found", error.Of("Code"));
        Assert.Equal(id, Assert.Single(result.Output).Properties["Id"].Value);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Name = 'A'; CardNumber = '5415775831611962' }", "row 1")]
    [InlineData("[pscustomobject]@{ Id = ''; Name = 'A' }", "row 1")]
    [InlineData("[pscustomobject]@{ Id = $null; Reference = 'order-7' }", "order-7")]
    [InlineData("@{ CardNumber = '5415775831611962' }", "row 1")]
    [InlineData("'5415775831611962'", "row 1")]
    [InlineData("5415775831611962", "row 1")]
    [InlineData("'5415 7758 3161 1962'", "row 1")]
    [InlineData("'5415.7758.3161.1962'", "row 1")]
    [InlineData("'5415_7758_3161_1962'", "row 1")]
    [InlineData("'CRD5415775831611962'", "row 1")]
    [InlineData("''", "row 1")]
    public void Input_without_an_id_is_refused_before_it_reaches_an_address(string input, string target)
    {
        var id = Enrolled("a");

        var result = Run($"{input}, $id | Get-VgsCard -Verbose -Debug", ("id", id));

        var error = result.ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, target);
        Assert.DoesNotContain(
            error.Texts().Concat(result.Verbose).Concat(result.Debug),
            text => text.Contains("583161", StringComparison.Ordinal)
        );
        Assert.Equal(id, Assert.Single(result.Output).Properties["Id"].Value);
        Assert.Equal(1, Emulator.Requests.Count("GET"));
    }

    [Fact]
    public void An_id_stays_one_part_of_the_path()
    {
        Run("Get-VgsCard 'x/../merchants?x=1#y'")
            .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "x/../merchants?x=1#y");
        Run("Get-VgsCard 'merchants?x=1#y'")
            .ShouldFailWith("NotFound", ErrorCategory.ObjectNotFound, "merchants?x=1#y");

        Assert.Equal(1, Emulator.Requests.Count("GET", "/calm/cards/"));
    }

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

    [Fact]
    public void No_more_look_at_once_than_is_said()
    {
        var id = Enrolled("a");
        Emulator.Requests.Clear();
        Emulator.Options.Latency = 15;

        Run("1..24 | ForEach-Object { $id } | Get-VgsCard -ThrottleLimit 3", ("id", id)).ThrowIfFailed();

        Assert.Equal(24, Emulator.Requests.Count("GET"));
        Assert.InRange(Emulator.Requests.MaxConcurrent, 2, 3);
    }

    [Fact]
    public void An_answer_that_is_no_card_is_ResponseInvalid()
    {
        Always(FaultKind.WrongJson, "/calm/cards/", status: 200);

        Run("Get-VgsCard CRDabc").ShouldFailWith("ResponseInvalid", ErrorCategory.ProtocolError, "CRDabc");
    }

    [Fact]
    public void A_service_that_is_away_for_a_moment_is_waited_for()
    {
        var id = Enrolled("a");
        Once(FaultKind.ResetBefore, "/calm/cards/", method: "GET");

        Assert.Equal(id, Run("Get-VgsCard $id", ("id", id))["Id"]);
        Assert.Equal(2, Emulator.Requests.Count("GET"));
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

    private IEnumerable<object?> Ids(string script, string a, string b) =>
        Run(script, ("a", a), ("b", b)).ThrowIfFailed().Output.Select(c => c.Properties["Id"].Value);
}
