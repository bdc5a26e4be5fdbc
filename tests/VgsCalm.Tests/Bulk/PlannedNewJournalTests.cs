using System.Management.Automation;
using VgsCalm.Testing.Engine;

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

    // Its rows come once: no second look can tell what it is.
    [LinuxTheory]
    [InlineData("C,5151510000000032,1,29\nD,5151510000000042,1,29\n", "", "JournalMismatch")]
    [InlineData("C,5151510000000032,1,29\nD,5151510000000042,1,29\n", "-NewJournal", "2")]
    [InlineData("A,5151510000000012,1,29\nB,5151510000000022,1,29\n", "", "JournalMismatch")]
    [InlineData("A,5151510000000012,1,29\nB,5151510000000022,1,29\n", "-NewJournal", "JournalMismatch")]
    [InlineData("C,5151510000000032,1,29\nA,5151510000000012,1,29\nB,5151510000000022,1,29\n", "", "1")]
    public async Task A_named_pipe_is_planned_as_it_is_then_imported(string rows, string options, string expected)
    {
        var pipe = Folder.At("pipe");
        Run("& mkfifo $pipe", ("pipe", pipe)).ThrowIfFailed();
        const string Import = "Import-VgsCard $pipe -JournalPath \"$pipe.journal\" -ThrottleLimit 1";
        await RunAsync("bad,123,1,29\nA,5151510000000012,1,29\nB,5151510000000022,1,29\n", $"{Import} -Wait");

        var plan = await RunAsync(rows, $"{Import} {options} -WhatIf");
        var done = await RunAsync(rows, $"{Import} {options} -Wait");

        Assert.Equal(
            (expected, expected),
            (
                plan.Failure?.FullyQualifiedErrorId.Split(',')[0]
                    ?? $"{Convert.ToInt64(plan["New"], null) + Convert.ToInt64(plan["Retried"], null)}",
                done.Failure?.FullyQualifiedErrorId.Split(',')[0] ?? $"{Emulator.Cards.Count - 2}"
            )
        );
        Assert.Equal(expected.Length == 1 ? expected : "0", $"{Emulator.Cards.Count - 2}");

        async Task<ShellResult> RunAsync(string input, string script)
        {
            var writing = Task.Run(() => File.WriteAllText(pipe, Header + input));
            var result = Run(script);
            await writing.WaitAsync(TimeSpan.FromSeconds(30));
            return result;
        }
    }
}
