using System.Management.Automation;
using System.Text;

namespace VgsCalm.Tests.Bulk;

/// <summary>A file that -Encoding reads as letters of two bytes: the first card's digits are in the signs that come of it.</summary>
public sealed class OtherEncodingTests : ConnectedTest
{
    private const string Text = "Name,Number,ExpMonth,ExpYear\r\nA,5151510000000012,1,29\r\n";

    [Theory]
    [InlineData("utf-8", "unicode", "")]
    [InlineData("utf-8", "bigendianunicode", "")]
    [InlineData("utf-16", "bigendianunicode", "")]
    [InlineData("utf-16BE", "unicode", "")]
    [InlineData("utf-8", "unicode", "-ColumnMap @{ Number = 'PAN' }")]
    public void The_error_shows_none_of_them_and_says_what_to_change(string encoding, string given, string options)
    {
        File.WriteAllBytes(Folder.At("cards.csv"), Encoding.GetEncoding(encoding).GetBytes(Text));

        var error = Run($"Import-VgsCard $csv -Encoding {given} {options}", ("csv", Folder.At("cards.csv")))
            .ShouldFailWith("CardInvalid", ErrorCategory.InvalidData, Folder.At("cards.csv"));

        Assert.Contains("is not in the encoding that it was read in", error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(
            "Leave -Encoding out, or give the one that the file has.",
            error.ToString(),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(error.ToString(), letter => letter > '\u00FF');
        Assert.Equal(0, Emulator.Requests.Count("POST", "/calm/cards"));
    }

    [Fact]
    public void Names_in_Japanese_are_shown()
    {
        Folder.Write(
            "cards.csv",
            "\u306a\u307e\u3048,\u304b\u30fc\u3069\u3070\u3093\u3054\u3046,\u6709\u52b9\u671f\u9650\nA,5151510000000012,01/29\n"
        );

        var error = Run("Import-VgsCard $csv", ("csv", Folder.At("cards.csv"))).Failure!;

        Assert.Contains("Its columns are \u306a\u307e\u3048, \u304b", error.ToString(), StringComparison.Ordinal);
    }
}
