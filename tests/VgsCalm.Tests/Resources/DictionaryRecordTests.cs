using System.Management.Automation;
using VgsCalm.Tests.Requests;

namespace VgsCalm.Tests.Resources;

/// <summary>Hashtables and other dictionaries as records: each entry counts like the property of an object.</summary>
public sealed class DictionaryRecordTests : EchoTest
{
    private const string Answer =
        """{"data":{"id":"CRD1","bin":"411111","pan_alias":"tok_1","state":"ACTIVE","event":"au_card.valid"}}""";

    private const string Card = "name = 'A'; CardNumber = 5105105105105102; EXP_MONTH = '02'; ExpYear = 2031L";

    private const string Typed = "-Name A -Number 5105105105105102 -ExpMonth 2 -ExpYear 31";

    public static TheoryData<string> Kinds => DictionaryKindTests.Kinds;

    protected override void Prepare()
    {
        base.Prepare();
        Echo.Answer = _ => (200, Answer);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_card_may_be_a_dictionary_of_any_type(string kind)
    {
        var card = Run(
            $"$card = {kind}; $card.Name = 'A'; $card.Number = '5105105105105102'; $card.ExpMonth = '2'; $card.ExpYear = '31'; "
                + "$card.Reference = 'r-1'; $card | New-VgsCard -Session echo"
        );

        ShouldHaveSentCard();
        Assert.Equal("r-1", card["Reference"]);
    }

    [Theory]
    [InlineData($"New-VgsCard @{{ {Card} }}")]
    [InlineData($"New-VgsCard ([pscustomobject]@{{ {Card} }})")]
    [InlineData($"Get-VgsCardUpdate @{{ {Card} }}")]
    public void A_card_may_be_typed_whole(string script)
    {
        Run(script + " -Session echo").ThrowIfFailed();

        ShouldHaveSentCard();
    }

    [Theory]
    [InlineData("New-VgsCard @{ a = 1 }")]
    [InlineData("New-VgsCard ([ordered]@{ a = 1 })")]
    public void One_that_has_no_field_is_told_the_fields(string script) =>
        Assert.Contains(
            "with fields of these: ",
            Run(script + " -Session echo").Failure!.ToString(),
            StringComparison.Ordinal
        );

    [Fact]
    public void Several_that_are_typed_are_to_be_piped()
    {
        var told = Run($"New-VgsCard @(@{{ {Card} }}, @{{ {Card} }}) -Session echo").Failure!;

        Assert.EndsWith("Pipe several records; -InputObject takes one.", told.ToString(), StringComparison.Ordinal);
        Assert.Empty(Echo.Received);
    }

    [Fact]
    public void An_entry_is_known_by_an_alias_in_any_case_and_of_any_type()
    {
        Run($"@{{ {Card} }} | New-VgsCard -Session echo").ThrowIfFailed();

        ShouldHaveSentCard();
    }

    [Theory]
    [InlineData("@{ PanAlias = 'tok_1'; MerchantId = 'MC1' } | Get-VgsNetworkToken")]
    [InlineData("@{ PanAlias = 'tok_1'; MerchantId = 'MC1' } | Remove-VgsNetworkToken -Force")]
    [InlineData("@{ PanAlias = 'tok_1'; MerchantId = 'MC1'; ExpMonth = 1; ExpYear = 30 } | New-VgsNetworkToken")]
    public void The_merchant_of_a_hashtable_is_the_one_that_is_asked(string script)
    {
        Run(script + " -Session echo").ThrowIfFailed();

        Assert.Equal(["MC1"], Echo.Only.Headers["Calm-Merchant"]);
    }

    [Theory]
    [InlineData("@{ Id = 'CRD1'; Reference = 'r-1' } | Get-VgsCard")]
    [InlineData("@{ Number = '510510'; Reference = 'r-1' } | Get-VgsCardAttribute")]
    [InlineData($"@{{ {Card}; Reference = 'r-1' }} | Get-VgsCardUpdate")]
    public void The_reference_of_a_hashtable_is_handed_through(string script) =>
        Assert.Equal("r-1", Run(script + " -Session echo")["Reference"]);

    [Fact]
    public void A_cvv_of_a_hashtable_keeps_its_leading_zero()
    {
        Run($"@{{ {Card}; Cvv = '012' }} | Get-VgsCardUpdate -Session echo").ThrowIfFailed();

        Assert.Contains("\"012\"", Echo.Only.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_merchant_may_be_a_hashtable()
    {
        Run("@{ MerchantLegalName = 'Shop'; BillingAddress = @{ city = 'Bonn' } } | New-VgsMerchant -Session echo")
            .ThrowIfFailed();

        Assert.Matches("\"Shop\".*\"Bonn\"", Echo.Only.Text);
    }

    [Fact]
    public void Nothing_of_a_hashtable_stays_for_the_next_record()
    {
        var cards = Run(
            $"@{{ {Card}; Reference = 'r-1' }}, [pscustomobject]@{{ {Card} }}, @{{ {Card} }} | New-VgsCard -Session echo"
        );

        Assert.Equal(["r-1", null, null], cards.Output.Select(card => card.Properties["Reference"].Value));
    }

    [Fact]
    public void What_is_typed_counts_before_an_entry()
    {
        Run($"@{{ {Card}; Reference = 'r-1' }} | New-VgsCard -Name B -Session echo").ThrowIfFailed();

        Assert.Contains("\"B\"", Echo.Only.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("New-VgsCard " + Typed)]
    [InlineData("Get-VgsCardUpdate " + Typed)]
    [InlineData("Get-VgsCard -Id CRD1")]
    [InlineData("New-VgsMerchant -MerchantLegalName Shop")]
    public void What_has_no_field_of_a_record_sends_nothing(string command)
    {
        var told = Run($"'x', 5, $null, @{{ a = 1 }}, [pscustomobject]@{{ a = 1 }} | {command} -Session echo");

        Assert.Equal(Enumerable.Range(1, 5).Select(i => $"row {i}"), told.Errors.Select(e => $"{e.TargetObject}"));
        Assert.All(told.Errors, error => Assert.StartsWith("RequestInvalid,", error.FullyQualifiedErrorId));
        Assert.Empty(Echo.Received);
    }

    [Theory]
    [InlineData("Get-VgsCard")]
    [InlineData("Get-VgsNetworkToken")]
    public void Null_for_an_id_is_told_as_an_id_that_is_missing(string command)
    {
        var told = Run($"$null | {command} -Session echo").Failure!;

        Assert.Equal("row 1", told.TargetObject);
        Assert.DoesNotContain("no record", told.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_without_a_field_is_none_after_one_that_has_it()
    {
        var told = Run($"[pscustomobject]@{{ Reference = 'r-1' }}, 'x' | New-VgsCard {Typed} -Session echo");

        told.ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "row 2");
        ShouldHaveSentCard();
    }

    [Theory]
    [InlineData("Number", "(ConvertTo-SecureString 5105105105105102 -AsPlainText -Force)")]
    [InlineData("Number", "1, 2")]
    [InlineData("Name", "@{ a = 1 }")]
    [InlineData("MerchantId", "@{ a = 1 }")]
    public void An_entry_without_a_text_is_named_with_its_row(string name, string value)
    {
        var told = Run(
            $"$row = @{{ {Card} }}; $row.Remove('{name}'); $row.{name} = {value}; $row | New-VgsCard -Session echo"
        );

        told.ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "row 1");
        Assert.Contains($"whose {name} cannot be used", $"{told.Failure}", StringComparison.Ordinal);
        Assert.Empty(Echo.Received);
    }

    [Theory]
    [InlineData("Name")]
    [InlineData("Capability")]
    [InlineData("MerchantId")]
    public void An_entry_whose_text_cannot_be_read_costs_its_row_alone(string name)
    {
        var told = Run(
            "class Odd { [string] ToString() { throw 'broken' } } "
                + $"$row = @{{ {Card} }}; $odd = @{{ {Card} }}; $odd.{name} = [Odd]::new(); $odd, $row | New-VgsCard -Session echo"
        );

        told.ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "row 1");
        ShouldHaveSentCard();
    }

    private void ShouldHaveSentCard() =>
        Assert.Equal("""{"name":"A","number":"5105105105105102","exp_month":2,"exp_year":31}""", Echo.Only.Text);
}
