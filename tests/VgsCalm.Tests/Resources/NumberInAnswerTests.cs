using System.Management.Automation;

namespace VgsCalm.Tests.Resources;

/// <summary>Answers that have a number where the API's description has a text.</summary>
public sealed class NumberInAnswerTests : EchoTest
{
    [Theory]
    [InlineData("(Get-VgsCardAttribute 411111 -Session echo).Bin", """{"data":{"bin":411111}}""", "411111")]
    [InlineData(
        "(Get-VgsNetworkToken tok_1 -Session echo).Last4",
        """{"data":{"pan_alias":"tok_1","network_token_last4":1962}}""",
        "1962"
    )]
    [InlineData(
        "(Get-VgsNetworkToken tok_1 -Session echo).CardBin",
        """{"data":{"pan_alias":"tok_1","card":{"bin":541577,"last4":1962}}}""",
        "541577"
    )]
    [InlineData(
        "(Get-VgsNetworkToken tok_1 -Session echo).CardLast4",
        """{"data":{"pan_alias":"tok_1","card":{"bin":541577,"last4":1962}}}""",
        "1962"
    )]
    [InlineData(
        "(Get-VgsCard CRD1 -Session echo).RevealNumber()",
        """{"data":{"id":"CRD1","number":5415775831611962}}""",
        "5415775831611962"
    )]
    [InlineData(
        "(Get-VgsCard CRD1 -Session echo).Number",
        """{"data":{"id":"CRD1","number":5415775831611962}}""",
        "541577******1962"
    )]
    [InlineData(
        "(Get-VgsCardUpdate -Name A -Number 4111111111111111 -ExpMonth 1 -ExpYear 30 -Session echo).RevealNumber()",
        """{"data":{"number":5415775831611962}}""",
        "5415775831611962"
    )]
    [InlineData("(Get-VgsCard CRD1 -Session echo).Number", """{"data":{"id":"CRD1","number":5.415e15}}""", null)]
    public void A_number_is_read_as_its_digits(string script, string answer, string? expected)
    {
        Echo.Answer = _ => (200, answer);

        Assert.Equal(expected, Run(script).ThrowIfFailed().Output.SingleOrDefault()?.BaseObject);
    }

    [Theory]
    [InlineData("Get-VgsCardAttribute 411111", 200)]
    [InlineData("Get-VgsCardAttribute 411111", 502)]
    [InlineData("Get-VgsCardUpdate -Name A -Number 4111111111111111 -ExpMonth 1 -ExpYear 30", 200)]
    [InlineData("Get-VgsCardUpdate -Name A -Number 4111111111111111 -ExpMonth 1 -ExpYear 30", 502)]
    public void A_look_up_is_not_said_to_need_finding_out(string script, int status)
    {
        Echo.Answer = _ => (status, "{}");

        var error = Run(script + " -Session echo").Failure!;

        Assert.DoesNotContain("find out", error.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("carried out", $"{error}", StringComparison.Ordinal);
    }
}
