using System.Management.Automation;
using VgsCalm.Tests.Engine;

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
    [InlineData(
        "\"Name,Number,ExpMonth,ExpYear,BillingAddressZip`nJane,5151510000000012,1,31,8001\" | ConvertFrom-Csv"
    )]
    public void A_row_that_a_file_would_be_refused_for_is_refused(string row)
    {
        Import(row).ShouldFailWith("CardInvalid", ErrorCategory.InvalidData, "InputObject");

        Assert.Empty(Emulator.Cards);
    }

    [Theory]
    [InlineData("Capability = 'A,B'")]
    [InlineData("Capability = \"A`tB\"")]
    [InlineData("Capability = \"A`nB\"")]
    [InlineData("Capability = 'A', 'B'")]
    public void Capabilities_are_split_as_in_a_file(string capability)
    {
        Import("[pscustomobject]@{ " + Card + "; " + capability + " }").ThrowIfFailed();

        Assert.Equal(["A", "B"], Assert.Single(Emulator.Cards).Fields.Capabilities);
    }

    private ShellResult Import(string row) =>
        Run($"{row} | Import-VgsCard -JournalPath $journal", ("journal", Folder.At("rows.jsonl")));
}
