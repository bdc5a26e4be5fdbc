using System.Management.Automation;

namespace VgsCalm.Tests.Cards;

/// <summary>Get-VgsCard: which cards it looks at, and what it gives of them.</summary>
public sealed class GetCardTests : ConnectedTest
{
    // The last digit decides (VGS's sandbox rules): 2 nothing changes, 3 new number.
    private const string Unchanged = "5415775831611962";
    private const string Renumbered = "5415775831611963";

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
        Assert.Equal("card-not-found", error.ValueOf("Code"));
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

    [Theory]
    [InlineData("Get-VgsCard ''")]
    [InlineData("[pscustomobject]@{ Row = 1; Outcome = 'unknown'; Id = '' } | Get-VgsCard")]
    public void A_row_without_an_id_is_not_to_be_enrolled_unseen(string script)
    {
        var error = Run(script).ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "row 1");

        Assert.Contains("may be enrolled: look at its Outcome", error.ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Wait")]
    public void A_session_that_is_opened_anew_serves_the_next_ids(string wait)
    {
        var id = Enrolled("a");

        // What was under way on the old one may fail.
        var result = Run(
            $"'CRDnobody', $id | ForEach-Object {{ if ($_ -eq $id) {{ Connect-VgsCalm $calm @uris }}; $_ }} | Get-VgsCard {wait}",
            ("id", id)
        );

        Assert.Equal(id, Assert.Single(result.Output).Properties["Id"].Value);
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

    private string Enrolled(string name) =>
        (string)Run($"New-VgsCard -Name {name} -Number {Unchanged} -ExpMonth 1 -ExpYear 30")["Id"]!;

    private IEnumerable<object?> Ids(string script, string a, string b) =>
        Run(script, ("a", a), ("b", b)).ThrowIfFailed().Output.Select(c => c.Properties["Id"].Value);
}
