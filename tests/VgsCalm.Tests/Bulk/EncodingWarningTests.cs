using System.Text;

namespace VgsCalm.Tests.Bulk;

/// <summary>-Encoding 1252 on a file that is UTF-8 garbles names: a warning names the file, once.</summary>
public sealed class EncodingWarningTests : ConnectedTest
{
    private const string Header = "Name,Number,ExpMonth,ExpYear\n";
    private const string Accented = Header + "A,5151510000000012,1,29\nJos\u00e9,5151510000000022,1,29\n";

    [Theory]
    [InlineData("-Encoding 1252")]
    [InlineData("-Encoding latin1")]
    [InlineData("-Encoding 1250 -WhatIf")]
    public void A_file_of_UTF_8_that_is_read_as_another_is_warned_of_once(string options)
    {
        Write(Accented, Encoding.UTF8);

        var warning = Assert.Single(Run($"Import-VgsCard $csv {options}").ThrowIfFailed().Warnings);

        Assert.Contains($"'{Folder.At("cards.csv")}'", warning, StringComparison.Ordinal);
        Assert.Contains("is UTF-8 to its last byte", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_of_several_files_is_warned_of_once()
    {
        Write(Accented, Encoding.UTF8);
        Shell.Set(
            "other",
            Folder.Write("other.csv", Accented.Replace("51515100", "51515200", StringComparison.Ordinal))
        );

        Assert.Equal(2, Run("Import-VgsCard $csv, $other -Encoding 1252").ThrowIfFailed().Warnings.Count);
    }

    [Theory]
    [InlineData("windows-1252", Accented)]
    [InlineData("utf-8", Header + "A,5151510000000012,1,29\n")]
    public void A_file_that_may_be_in_that_encoding_is_not_warned_of(string encoding, string text)
    {
        Write(text, CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding));

        Assert.Empty(Run("Import-VgsCard $csv -Encoding 1252").ThrowIfFailed().Warnings);
    }

    [Fact]
    public void A_file_that_ends_in_half_a_character_is_not_warned_of()
    {
        const string Text =
            "Number,ExpMonth,ExpYear,Name\n5151510000000012,1,29,\u00e9\n5151510000000022,1,29,Jos\u00e9";
        File.WriteAllBytes(Folder.At("cards.csv"), Encoding.UTF8.GetBytes(Text)[..^1]);
        Shell.Set("csv", Folder.At("cards.csv"));

        Assert.Empty(Run("Import-VgsCard $csv -Encoding 1252").ThrowIfFailed().Warnings);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Encoding utf8")]
    public void A_file_that_is_read_as_UTF_8_is_not_warned_of(string options)
    {
        Write(Accented, Encoding.UTF8);

        Assert.Empty(Run($"Import-VgsCard $csv {options}").ThrowIfFailed().Warnings);
    }

    [Fact]
    public void A_byte_order_mark_goes_before_the_encoding()
    {
        File.WriteAllText(Folder.At("cards.csv"), Accented, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Shell.Set("csv", Folder.At("cards.csv"));

        Assert.Empty(Run("Import-VgsCard $csv -Encoding 1252").ThrowIfFailed().Warnings);
    }

    private void Write(string text, Encoding encoding)
    {
        File.WriteAllBytes(Folder.At("cards.csv"), encoding.GetBytes(text));
        Shell.Set("csv", Folder.At("cards.csv"));
    }
}
