namespace VgsCalm.Tests.Bulk;

/// <summary>-SkipDuplicate leaves out a row that is corrected into the card of a later row, which was sent before.</summary>
public sealed class LaterDuplicateTests : ConnectedTest
{
    private const string Header = "Name,Number,ExpMonth,ExpYear\n";
    private const string Sent = "Ann,5151510000000012,12,29\n";

    [Theory]
    [InlineData("Import-VgsCard $csv")]
    [InlineData("Import-Csv $csv | Import-VgsCard -JournalPath \"$csv.journal.jsonl\"")]
    public void It_is_rejected_as_the_dry_run_tells(string import)
    {
        var command = $"{import} -SkipDuplicate -Wait -WarningAction SilentlyContinue";
        Shell.Set(
            "csv",
            Folder.Write("cards.csv", Header + Sent.Replace(",12,", ",13,", StringComparison.Ordinal) + Sent)
        );
        Assert.Equal(1L, Run(command)["Enrolled"]);
        Folder.Write("cards.csv", Header + Sent + Sent);

        var plan = Run($"{command} -WhatIf");
        var done = Run(command);

        Assert.Equal("0 0 1 1", $"{plan["New"]} {plan["Retried"]} {plan["Known"]} {plan["Duplicate"]}");
        Assert.Equal("1 1 1", $"{done["Enrolled"]} {done["Rejected"]} {done["Duplicate"]}");
        Assert.Single(Emulator.Cards);
        Assert.Contains("\"code\":\"Duplicate\"", Folder.Read("cards.csv.journal.jsonl"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Import-VgsCard $csv")]
    [InlineData("Import-Csv $csv | Import-VgsCard -JournalPath \"$csv.journal.jsonl\"")]
    public void Nothing_changes_when_it_runs_once_more(string import)
    {
        var command = $"{import} -SkipDuplicate -Wait -WarningAction SilentlyContinue";
        Shell.Set("csv", Folder.Write("cards.csv", Header + Sent + Sent));
        Run(command).ThrowIfFailed();

        var again = Run(command);

        Assert.Equal("1 1 1", $"{again["Enrolled"]} {again["Rejected"]} {again["Duplicate"]}");
        Assert.Single(Emulator.Cards);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-SkipDuplicate")]
    public void A_dry_run_of_rows_that_were_sent_counts_them_as_the_import_does(string options)
    {
        var command = $"Import-VgsCard $csv {options} -WarningAction SilentlyContinue";
        Shell.Set("csv", Folder.Write("cards.csv", Header + Sent + Sent));
        Run("Import-VgsCard $csv -Wait -WarningAction SilentlyContinue").ThrowIfFailed();

        Assert.Equal((1L, 1L), (Run($"{command} -WhatIf")["Duplicate"], Run(command)["Duplicate"]));
    }
}
