namespace VgsCalm.Tests.Resources;

/// <summary>What is wrong with the input of a network token, in words that fit: no card is sent there.</summary>
public sealed class NetworkTokenRefusalTests : ConnectedTest
{
    [Theory]
    [InlineData("New-VgsNetworkToken tok_1 -ExpMonth 13 -ExpYear 30", "'tok_1': its ExpMonth is not a month")]
    [InlineData("New-VgsNetworkToken tok_1 -ExpMonth 1", "'tok_1': its ExpYear is missing")]
    [InlineData("Get-VgsNetworkToken 12", "'**': its PanAlias is not an alias")]
    [InlineData(
        "Remove-VgsNetworkToken 4111111111111111 -Force",
        "'411111******1111': its PanAlias may be a card number"
    )]
    public void An_alias_is_named_and_no_card_is_spoken_of(string script, string words)
    {
        var error = Run(script).Failure!;

        Assert.StartsWith("CardInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("Nothing was sent for the alias " + words, error.Exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("Correct the field and try again.", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Empty(Emulator.Requests.Snapshot());
    }
}
