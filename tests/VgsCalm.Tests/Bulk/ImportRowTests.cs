using System.Management.Automation;

namespace VgsCalm.Tests.Bulk;

/// <summary>Rows from the pipeline are read as the rows of a file.</summary>
public sealed class ImportRowTests : ConnectedTest
{
    private const string Card = "Name = 'Jane'; Number = '5151510000000012'; ExpMonth = 1; ExpYear = 2031";

    [Theory]
    [InlineData("[pscustomobject]@{ " + Card + "; BillingAddressZip = '8001' }")]
    [InlineData("[pscustomobject]@{ " + Card + "; BillingAddress = @{ zip = '8001' } }")]
    [InlineData("@{ " + Card + "; 'billing_address.zip' = '8001' }")]
    [InlineData("[pscustomobject]@{ " + Card + "; CardNumber = '5555550000000012' }")]
    public void A_row_that_a_file_would_be_refused_for_is_refused(string row)
    {
        Import(row).ShouldFailWith("CardInvalid", ErrorCategory.InvalidData, "InputObject");

        Assert.Empty(Emulator.Cards);
    }

    [Theory]
    [InlineData("Capability = 'ACCOUNT_UPDATER,ACCOUNT_UPDATER'")]
    [InlineData("Capability = \"ACCOUNT_UPDATER`tACCOUNT_UPDATER\"")]
    [InlineData("Capability = \"ACCOUNT_UPDATER`nACCOUNT_UPDATER\"")]
    [InlineData("Capability = 'ACCOUNT_UPDATER', 'ACCOUNT_UPDATER'")]
    public void Capabilities_are_split_as_in_a_file(string capability)
    {
        Import("[pscustomobject]@{ " + Card + "; " + capability + " }").ThrowIfFailed();

        var card = Assert.Single(Emulator.Cards).Id;
        var sent = Run("(Invoke-VgsCalmRequest \"/cards/$card\").data.capabilities -join '+'", ("card", card));
        Assert.Equal("ACCOUNT_UPDATER+ACCOUNT_UPDATER", sent.Single.BaseObject);
    }

    private ShellResult Import(string row) =>
        Run($"{row} | Import-VgsCard -JournalPath $journal", ("journal", Folder.At("rows.jsonl")));
}
