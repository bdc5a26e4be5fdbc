namespace VgsCalm.Tests.Cards;

/// <summary>What the error of one card calls it: a card that was typed is no row.</summary>
public sealed class TypedCardTests : ConnectedTest
{
    [Theory]
    [InlineData("New-VgsCard -Name A -Number 12 -ExpMonth 1 -ExpYear 30")]
    [InlineData("Get-VgsCardUpdate -Name A -Number 12 -ExpMonth 1 -ExpYear 30 -Confirm:$false")]
    [InlineData("Get-VgsCard 4111111111111111")]
    [InlineData("Get-VgsCard -Id ''")]
    [InlineData("Get-VgsCardAttribute 12")]
    [InlineData("Get-VgsCardAttribute ''")]
    public void A_card_that_was_typed_is_no_row(string script)
    {
        var message = Message(script);

        Assert.StartsWith("The card was not ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("row", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Number = '12' } | New-VgsCard", "row 1")]
    [InlineData("'4111111111111111' | Get-VgsCard", "row 1")]
    [InlineData("Get-VgsCard 4111111111111111 -Reference r-7", "r-7")]
    [InlineData("'12' | Get-VgsCardAttribute", "row 1")]
    public void A_card_of_an_input_or_with_a_reference_is_named(string script, string name) =>
        Assert.StartsWith($"The card of {name} was not ", Message(script), StringComparison.Ordinal);

    [Theory]
    [InlineData("New-VgsCard -Name A -Number 4111111111111111 -ExpMonth 1 -ExpYear 30 -WhatIf", "411111******1111")]
    [InlineData(
        "Get-VgsCardUpdate -Name A -Number 4111111111111111 -ExpMonth 1 -ExpYear 30 -WhatIf",
        "411111******1111"
    )]
    [InlineData(
        "[pscustomobject]@{ Name = 'A'; Number = '4111111111111111'; ExpMonth = 1; ExpYear = 30 } | New-VgsCard -WhatIf",
        "row 1"
    )]
    public void A_dry_run_names_the_card(string script, string name)
    {
        var console = new RecordingHost();
        using var shell = Shell.ConnectedTo(Emulator, console);

        shell.Run(script).ThrowIfFailed();

        Assert.Contains($"\"{name}\"", console.Take(), StringComparison.Ordinal);
        Assert.Equal(0, Emulator.Requests.Count("POST", "/calm"));
    }

    [Fact]
    public void Of_several_that_were_typed_the_error_tells_which() =>
        Assert.Contains("row 2", Message("Get-VgsCardAttribute 411111, 12"), StringComparison.Ordinal);

    private string Message(string script) => Assert.Single(Run(script).Errors).Exception.Message;
}
