using System.Management.Automation;

namespace VgsCalm.Tests.Bulk;

/// <summary>A dry run with -NewJournal tells what the import does: for a file, and for rows of the pipeline.</summary>
public sealed class PlannedNewJournalTests : ConnectedTest
{
    private const string Header = "Name,Number,ExpMonth,ExpYear\n";

    [Theory]
    [InlineData("Import-VgsCard $csv")]
    [InlineData("Import-Csv $csv | Import-VgsCard -JournalPath \"$csv.journal.jsonl\"")]
    public void Another_input_is_planned_as_new_and_then_is(string import)
    {
        Shell.Set("csv", Folder.Write("cards.csv", Header + "A,5151510000000012,1,29\nB,5151510000000022,1,29\n"));
        Run($"{import} -Wait").ThrowIfFailed();
        Folder.Write("cards.csv", Header + "C,5151510000000032,1,29\n");

        Run($"{import} -WhatIf")
            .ShouldFailWith("JournalMismatch", ErrorCategory.InvalidData, Folder.At("cards.csv.journal.jsonl"));
        var plan = Run($"{import} -NewJournal -WhatIf");

        Assert.Equal("1 1 0", $"{plan["Total"]} {plan["New"]} {plan["Known"]}");
        Assert.Equal(1L, Run($"{import} -NewJournal -Wait")["Enrolled"]);
    }
}
