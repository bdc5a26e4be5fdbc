namespace VgsCalm.Tests.Cards;

/// <summary>
/// A list where one value is meant, as JSON has it: PowerShell binds no such property of a piped record, and says nothing. A card would
/// be enrolled without its merchant.
/// </summary>
public sealed class ListForOneTests : EchoTest
{
    private const string Card = "Number = '4111111111111111'; ExpMonth = 11; ExpYear = 2027";

    [Theory]
    [InlineData($"[pscustomobject]@{{ Name = 'A'; {Card}; MerchantId = 'MC1', 'MC2' }} | New-VgsCard")]
    [InlineData($"[pscustomobject]@{{ Name = 'A', 'B'; {Card} }} | Get-VgsCardUpdate")]
    [InlineData("[pscustomobject]@{ DbaMerchantTradeName = 'A'; AcquirerMerchantId = 1, 2 } | New-VgsMerchant")]
    [InlineData("[pscustomobject]@{ PanAlias = 'tok_1'; ExpMonth = 1, 2; ExpYear = 30 } | New-VgsNetworkToken")]
    [InlineData("[pscustomobject]@{ Path = '/x'; Method = 'Delete', 'Get' } | Invoke-VgsCalmRequest")]
    [InlineData("New-VgsMerchant A -MerchantLegalName B, C")]
    public void Several_values_are_refused_and_nothing_is_sent(string script)
    {
        var refused = Run(script + " -Session echo").Failure!;

        Assert.Contains("A list of several values", refused.ToString(), StringComparison.Ordinal);
        Assert.Empty(Echo.Received);
    }

    [Theory]
    [InlineData($"[pscustomobject]@{{ Name = , 'Ann'; {Card}; MerchantId = , 'MC1' }} | New-VgsCard", "MC1")]
    [InlineData("[pscustomobject]@{ DbaMerchantTradeName = , 'Ann'; DunsNumber = @() } | New-VgsMerchant", "Ann")]
    [InlineData($"[pscustomobject]@{{ Name = 'A'; {Card}; Capability = 'C1', 'C2' }} | New-VgsCard", "C2")]
    public void One_value_in_a_list_is_that_value(string script, string sent)
    {
        Run(script + " -Session echo");

        Assert.Contains($"\"{sent}\"", Echo.Only.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("New-VgsCard -Session echo")]
    [InlineData("Import-VgsCard -Session echo -JournalPath $journal")]
    public void The_text_of_an_element_with_attributes_is_sent(string command)
    {
        Run(
            "$row = ([xml]'<r><c><Name lang=\"de\">Ann</Name><Number>4111111111111111</Number><ExpMonth a=\"1\">11</ExpMonth>"
                + $"<ExpYear>27</ExpYear></c></r>').r.c; $row | {command}",
            ("journal", Folder.At("rows.jsonl"))
        );

        Assert.Contains("\"name\":\"Ann\"", Echo.Only.Text, StringComparison.Ordinal);
    }
}
