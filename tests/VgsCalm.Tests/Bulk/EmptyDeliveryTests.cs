using System.Management.Automation;

namespace VgsCalm.Tests.Bulk;

/// <summary>A day without cards: a file of a header alone under yesterday's name, with a complete journal beside it.</summary>
public sealed class EmptyDeliveryTests : ConnectedTest
{
    private const string Header = "Name,Number,ExpMonth,ExpYear\n";
    private const string Yesterday = Header + "A,5151510000000012,1,29\nB,5151510000000022,1,29\n";
    private const string Tomorrow = Header + "C,5151510000000032,1,29\n";

    private string Input => Folder.At("cards.csv");

    public static TheoryData<string> Empty =>
        ["Import-VgsCard $csv", "@() | Import-VgsCard -JournalPath \"$csv.journal.jsonl\""];

    [Theory]
    [MemberData(nameof(Empty))]
    public void A_file_without_rows_leaves_the_journal_as_it_is(string import)
    {
        var journal = EnrolYesterday();
        Folder.Write("cards.csv", Header);

        var none = Run($"{import} -NewJournal -Wait -WarningVariable told -WarningAction SilentlyContinue");

        Assert.Equal(0L, none["Total"]);
        Assert.Contains("stays as it is", Run("\"$told\"").Single.ToString(), StringComparison.Ordinal);
        Assert.Equal(journal, Folder.Read("cards.csv.journal.jsonl"));
        Assert.Equal(["cards.csv", "cards.csv.journal.jsonl"], Folder.Files);
    }

    [Theory]
    [MemberData(nameof(Empty))]
    public void The_first_file_without_rows_is_warned_of_too(string import)
    {
        Shell.Set("csv", Folder.Write("cards.csv", Header));

        Assert.Contains("The input has no rows", Assert.Single(Run(import).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Yesterdays_file_given_back_after_it_is_not_enrolled_again()
    {
        EnrolYesterday();
        Folder.Write("cards.csv", Header);
        Run("Import-VgsCard $csv -NewJournal -Wait").ThrowIfFailed();
        Folder.Write("cards.csv", Yesterday);

        Assert.Equal(2L, Run("Import-VgsCard $csv -NewJournal -Wait")["Total"]);

        Assert.Equal(2, Emulator.Requests.Count("POST", "/calm/cards"));
    }

    [Fact]
    public void Another_file_after_it_gets_a_new_journal()
    {
        EnrolYesterday();
        Folder.Write("cards.csv", Header);
        Run("Import-VgsCard $csv -NewJournal -Wait").ThrowIfFailed();
        Folder.Write("cards.csv", Tomorrow);

        Assert.Equal(1L, Run("Import-VgsCard $csv -NewJournal -Wait")["Enrolled"]);

        Assert.Equal(3, Emulator.Cards.Count);
        Assert.Equal(3, Folder.Files.Length);
    }

    [Fact]
    public void Its_result_and_its_output_have_no_card_of_yesterday()
    {
        EnrolYesterday();
        Folder.Write("cards.csv", Header);
        Emulator.Requests.Clear();

        var cards = Run(
            "Import-VgsCard $csv -NewJournal -PassThru -ResultPath \"$csv.result\" -ReportPath \"$csv.html\""
        );

        Assert.Empty(cards.Output);
        Assert.Single(File.ReadAllLines(Input + ".result"));
        Assert.DoesNotContain("au_card", Folder.Read("cards.csv.html"), StringComparison.Ordinal);
        Assert.Empty(Emulator.Requests.Snapshot());
    }

    [Fact]
    public void A_dry_run_says_that_there_is_nothing_to_do()
    {
        var journal = EnrolYesterday();
        Folder.Write("cards.csv", Header);

        Assert.Equal(0L, Run("Import-VgsCard $csv -NewJournal -WhatIf")["Total"]);

        Assert.Equal(journal, Folder.Read("cards.csv.journal.jsonl"));
    }

    [Fact]
    public void Without_NewJournal_it_is_refused_and_the_advice_is_harmless()
    {
        EnrolYesterday();
        Folder.Write("cards.csv", Header);

        var error = Run("Import-VgsCard $csv")
            .ShouldFailWith("JournalMismatch", ErrorCategory.InvalidData, Input + ".journal.jsonl");

        Assert.Contains("add -NewJournal", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains("the journal stays as it is", error.ErrorDetails.Message, StringComparison.Ordinal);
    }

    private string EnrolYesterday()
    {
        Shell.Set("csv", Input);
        Folder.Write("cards.csv", Yesterday);
        Run("Import-VgsCard $csv -Wait").ThrowIfFailed();
        return Folder.Read("cards.csv.journal.jsonl");
    }
}
