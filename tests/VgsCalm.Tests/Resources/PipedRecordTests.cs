using System.Management.Automation;

namespace VgsCalm.Tests.Resources;

/// <summary>Records in the pipeline, as files, JSON and databases give them: the member that is meant is taken, never their text.</summary>
public sealed class PipedRecordTests : EchoTest
{
    private const string Answer =
        """{"data":{"id":"CRD1","bin":"411111","pan_alias":"tok_1","state":"ACTIVE","event":"au_card.valid"}}""";

    private static readonly string[] Commands =
    [
        "Get-VgsCard",
        "Get-VgsCardAttribute",
        "New-VgsNetworkToken -ExpMonth 1 -ExpYear 30",
        "Get-VgsNetworkToken",
        "Remove-VgsNetworkToken -Force",
    ];

    public static TheoryData<string> All => new(Commands);

    [Theory]
    [InlineData("[pscustomobject]@{ number = 411111 } | Get-VgsCardAttribute", "411111")]
    [InlineData("[pscustomobject]@{ CardNumber = '411111' } | Get-VgsCardAttribute", "411111")]
    [InlineData("@{ number = '411111' } | Get-VgsCardAttribute", "411111")]
    [InlineData("@{ PANALIAS = 'tok_1' } | Get-VgsNetworkToken", "tok_1")]
    [InlineData("'{\"pan_alias\":\"tok_1\"}' | ConvertFrom-Json | Get-VgsNetworkToken", "tok_1")]
    [InlineData(
        "'{\"pan_alias\":\"tok_1\"}' | ConvertFrom-Json | New-VgsNetworkToken -ExpMonth 1 -ExpYear 30",
        "tok_1"
    )]
    [InlineData("[pscustomobject]@{ PanAlias = , 'tok_1' } | Remove-VgsNetworkToken -Force", "tok_1")]
    [InlineData("'{\"id\":\"CRD1\"}' | ConvertFrom-Json -AsHashtable | Get-VgsCard", "CRD1")]
    [InlineData("[pscustomobject]@{ Id = , 'CRD1' } | Get-VgsCard", "CRD1")]
    [InlineData("([xml]'<c><card><Id>CRD1</Id></card></c>').c.card | Get-VgsCard", "CRD1")]
    public void The_member_that_is_meant_is_what_is_sent(string script, string sent)
    {
        Echo.Answer = _ => (200, Answer);

        Run(script + " -Session echo").ThrowIfFailed();

        Assert.Matches($"[/\"]{sent}(\"|$)", Echo.Only.RawUrl + Echo.Only.Text);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_text_of_a_record_is_neither_sent_nor_shown(string command)
    {
        var told = Run(
            $"[pscustomobject]@{{ Who = 'Jane'; Cvv = '987' }}, @{{ Who = 'Jane' }}, $null, '' | {command} -Session echo"
        );

        Assert.Equal(["row 1", "row 2", "row 3", "row 4"], told.Errors.Select(error => $"{error.TargetObject}"));
        Assert.All(told.Errors, error => Assert.DoesNotContain("Jane", error.ToString(), StringComparison.Ordinal));
        Assert.Empty(Echo.Received);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_member_without_a_text_is_refused(string command)
    {
        var told = Run(
            $"[pscustomobject]@{{ Id = @{{ a = 1 }}; Number = @{{ a = 1 }}; PanAlias = @{{ a = 1 }} }} | {command} -Session echo"
        );

        Assert.Contains("no text that could be sent", told.Failure!.ToString(), StringComparison.Ordinal);
        Assert.Empty(Echo.Received);
    }

    [Fact]
    public void A_property_that_cannot_be_read_costs_no_other_record()
    {
        Echo.Answer = _ => (200, Answer);

        var told = Run(
            """
            $broken = [pscustomobject]@{ Number = '4111111111111111' }
            $broken | Add-Member ScriptProperty Id { throw "no $($this.Number)" }
            $broken, 'CRD1' | Get-VgsCard -Session echo
            """
        );

        told.ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "row 1");
        Assert.Single(told.Output);
    }

    [Theory]
    [InlineData("Get-VgsCard CRD1 -Reference $row")]
    [InlineData("Get-VgsCardAttribute 411111 -Reference $row")]
    [InlineData("New-VgsCard -Name Jane -Number 4111111111111112 -ExpMonth 1 -ExpYear 30 -Reference $row")]
    [InlineData("Get-VgsCardUpdate -Name Jane -Number 4111111111111112 -ExpMonth 1 -ExpYear 30 -Reference $row")]
    public void The_text_of_a_record_is_no_reference(string script)
    {
        Echo.Answer = _ => (200, Answer);

        var told = Run($"$row = [pscustomobject]@{{ Cvv = '987' }}; {script} -Session echo").Failure!.ToString();
        var card = Run($"$row = @{{ Reference = 'A-1'; Cvv = '987' }}; {script} -Session echo");

        Assert.Contains("without a member Reference", told, StringComparison.Ordinal);
        Assert.DoesNotContain("987", told, StringComparison.Ordinal);
        Assert.Equal("A-1", card["Reference"]);
    }

    [Theory]
    [InlineData("Get-VgsNetworkToken")]
    [InlineData("New-VgsNetworkToken -ExpMonth 1 -ExpYear 30")]
    [InlineData("Remove-VgsNetworkToken -Force")]
    public void An_empty_cell_of_a_merchant_is_none(string command)
    {
        Echo.Answer = _ => (200, Answer);

        Run($"\"PanAlias,MerchantId`ntok_1,\" | ConvertFrom-Csv | {command} -Session echo").ThrowIfFailed();

        Assert.DoesNotContain("Calm-Merchant", Echo.Only.Headers.Keys);
    }

    [Fact]
    public void A_merchant_that_is_typed_and_empty_is_refused()
    {
        Run("New-VgsNetworkToken tok_1 -ExpMonth 1 -ExpYear 30 -MerchantId $unset -Session echo")
            .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "MerchantId");

        Assert.Empty(Echo.Received);
    }
}
