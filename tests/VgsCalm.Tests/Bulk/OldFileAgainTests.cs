using System.Management.Automation;

namespace VgsCalm.Tests.Bulk;

/// <summary>With -NewJournal, an old file that is delivered once more is known by the journal that was kept of it.</summary>
public sealed class OldFileAgainTests : ConnectedTest
{
    private const string File = "Import-VgsCard $csv -Wait -NewJournal";
    private const string Pipeline =
        "Import-Csv $csv | Import-VgsCard -JournalPath \"$csv.journal.jsonl\" -Wait -NewJournal";

    private string Journal => Folder.At("cards.csv.journal.jsonl");

    private string Kept => Assert.Single(Folder.Files, name => name.EndsWith('Z'));

    [Theory]
    [InlineData(File, 10)]
    [InlineData(Pipeline, 10)]
    [InlineData(File, 20)]
    [InlineData(Pipeline, 20)]
    public void It_is_refused_and_the_error_names_that_journal(string import, int night)
    {
        ImportNights(import, 10, 20);
        var keptFirst = Kept;
        ImportNights(import, 30);
        Write([night + 3, night + 2, night + 1, 40, 41]);

        foreach (var options in new[] { "-WhatIf", "" })
        {
            var error = Run($"{import} {options}")
                .ShouldFailWith("JournalMismatch", ErrorCategory.InvalidData, Journal);
            var advice = error.ErrorDetails.Message;
            Assert.Equal(night == 10, advice.Contains($"{keptFirst}'", StringComparison.Ordinal));
            Assert.Contains("whose journal is kept as", advice, StringComparison.Ordinal);
        }

        Assert.Equal(9, Emulator.Cards.Count);
    }

    [Fact]
    public void A_file_with_a_few_of_its_cards_is_another_one()
    {
        ImportNights(File, 10, 20);
        Write([30, 31, 32, 11]);

        Assert.Equal(4L, Run(File)["Enrolled"]);
    }

    [Fact]
    public void A_kept_journal_that_cannot_be_read_stops_no_new_file()
    {
        ImportNights(File, 10, 20);
        Folder.Write(Kept, "damaged\n");

        ImportNights(File, 30);

        Assert.Equal(9, Emulator.Cards.Count);
    }

    [Fact]
    public void A_kept_journal_of_another_vault_does_not_count()
    {
        ImportNights(File, 10, 20);
        Folder.Write(Kept, Folder.Read(Kept).Replace("emulator\"", "other\"", StringComparison.Ordinal));

        ImportNights(File, 10);

        Assert.Equal(9, Emulator.Cards.Count);
    }

    [Theory]
    [InlineData(File)]
    [InlineData(Pipeline)]
    public void It_is_known_where_a_kill_left_the_new_journal_beside_the_old(string import)
    {
        ImportNights(import, 10, 20);
        EndBetweenTwoJournals();
        Write([21, 22, 23]);

        foreach (var options in new[] { "-WhatIf", "" })
        {
            Run($"{import} {options}").ShouldFailWith("JournalMismatch", ErrorCategory.InvalidData, Journal);
        }

        ImportNights(import, 30);
        Assert.Equal(9, Emulator.Cards.Count);
        Assert.Equal(4, Folder.Files.Length);
    }

    // As the run leaves it that is killed after it has put the old journal aside.
    private void EndBetweenTwoJournals()
    {
        var header = Folder.Read(Path.GetFileName(Journal)).Split('\n')[0] + "\n";
        System.IO.File.Move(Journal, Journal + ".20991231T235959Z");
        Folder.Write(Path.GetFileName(Journal) + ".new", header);
    }

    // Each of three cards.
    private void ImportNights(string import, params int[] nights)
    {
        foreach (var night in nights)
        {
            Write([night + 1, night + 2, night + 3]);
            Assert.Equal(3L, Run(import)["Enrolled"]);
        }
    }

    private void Write(int[] cards) =>
        Shell.Set(
            "csv",
            Folder.Write(
                "cards.csv",
                string.Join(
                    '\n',
                    cards.Select(card => $"Card,5151510000000{card}2,1,29").Prepend("Name,Number,ExpMonth,ExpYear")
                ) + "\n"
            )
        );
}
