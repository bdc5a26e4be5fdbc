using System.Management.Automation;

namespace VgsCalm.Tests.Bulk;

/// <summary>A file and a link to it are one input, with one journal.</summary>
public sealed class LinkedFileTests : ConnectedTest
{
    private const string Rows = "Name,Number,ExpMonth,ExpYear\nA,5151510000000012,1,29\nB,5151510000000022,1,29\n";

    private string Real => Folder.At("real/cards.csv");

    private string Link => Folder.At("link.csv");

    [Theory]
    [InlineData("$real", "$link")]
    [InlineData("$link", "$real")]
    [InlineData("$link", "$chain")]
    [InlineData("$chain", "$folder/cards.csv")]
    [InlineData("$folder/cards.csv", "-LiteralPath $link")]
    public void Rows_that_were_sent_by_one_name_are_known_by_the_other(string first, string second)
    {
        Prepare(Rows);
        Run($"Import-VgsCard {first}").ThrowIfFailed();

        var again = Run($"Import-VgsCard {second}");

        Assert.Equal(2L, again["Total"]);
        Assert.Equal(2, Emulator.Requests.Count("POST", "/calm/cards"));
        Assert.Equal(
            ["cards.csv", "cards.csv.journal.jsonl"],
            Directory.GetFiles(Folder.At("real")).Select(Path.GetFileName).Order()
        );
        Assert.Equal(2L, Run($"Import-VgsCard {second} -WhatIf")["Known"]);
    }

    [Fact]
    public void A_file_that_was_moved_and_left_a_link_goes_on_with_its_journal()
    {
        Prepare(Rows);
        File.Delete(Link);
        File.Copy(Real, Link);
        Run("Import-VgsCard $link").ThrowIfFailed();
        File.Delete(Link);
        File.CreateSymbolicLink(Link, Real);

        Run("Import-VgsCard $link").ThrowIfFailed();

        Assert.Equal(2, Emulator.Requests.Count("POST", "/calm/cards"));
    }

    [Fact]
    public void Two_journals_of_a_link_and_its_file_are_refused()
    {
        Prepare(Rows);
        Run("Import-VgsCard $real").ThrowIfFailed();
        File.Copy(Real + ".journal.jsonl", Link + ".journal.jsonl");

        var error = Run("Import-VgsCard $link")
            .ShouldFailWith("JournalMismatch", ErrorCategory.InvalidData, Link + ".journal.jsonl");

        // The advice, followed.
        Assert.Contains("-JournalPath together with -WhatIf", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal(2L, Run("Import-VgsCard $link -WhatIf -JournalPath \"$real.journal.jsonl\"")["Known"]);
        Run("Import-VgsCard $link -JournalPath \"$real.journal.jsonl\"").ThrowIfFailed();
        Assert.Equal(2, Emulator.Requests.Count("POST", "/calm/cards"));
    }

    [Fact]
    public void A_file_in_a_linked_folder_has_its_journal_under_the_given_path()
    {
        Prepare(Rows);

        Assert.Equal(
            Folder.At("folder/cards.csv.journal.jsonl"),
            Run("Import-VgsCard \"$folder/cards.csv\"")["JournalPath"]
        );
    }

    private void Prepare(string rows)
    {
        Directory.CreateDirectory(Folder.At("real"));
        Folder.Write("real/cards.csv", rows);
        File.CreateSymbolicLink(Link, "real/cards.csv");
        File.CreateSymbolicLink(Folder.At("chain.csv"), "link.csv");
        Directory.CreateSymbolicLink(Folder.At("folder"), "real");
        Shell.Set("real", Real);
        Shell.Set("link", Link);
        Shell.Set("chain", Folder.At("chain.csv"));
        Shell.Set("folder", Folder.At("folder"));
    }
}
