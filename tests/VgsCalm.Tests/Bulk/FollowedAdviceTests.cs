using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Bulk;

/// <summary>
/// Whoever gets an error of an import and does to the letter what it says, enrols no card twice. Each case runs until its error comes,
/// runs the commands that the error names, and counts the cards that the emulator has.
/// </summary>
public sealed class FollowedAdviceTests : ConnectedTest
{
    private const int Rows = 6;

    private ImportEvidence Evidence => new(Emulator, Folder, Rows);

    private string Journal => Folder.At("cards.csv.journal.jsonl");

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Shell.Set("csv", Evidence.Write());
        Shell.Set("journal", Journal);
        Shell.Set("folder", Folder.Path);
    }

    [Theory]
    [InlineData(
        "import; ln -s $journal $folder/l",
        "import $folder/l",
        "path that the link leads to",
        "import $journal"
    )]
    [InlineData("import; ln $journal $folder/l", "import", "Put a copy of it in its place", "own; import")]
    [InlineData(
        "import; chmod g+w $journal",
        "import",
        "take that right away (chmod go-w '",
        "chmod go-w $journal; import"
    )]
    [InlineData("import; spoil 'version\":1' 'version\":9'", "import", "Update the module", "restore; import")]
    [InlineData("import; spoil '{\"journal' '{\"jurnal'", "import", "restore it from a backup", "restore; import")]
    [InlineData(
        "import; spoil '\"row\":2' '\"row\":!'",
        "import",
        "Restore the journal from a backup",
        "restore; import"
    )]
    [InlineData("notes", "import $folder/notes", "or of no file, with -JournalPath", "import $folder/own")]
    [InlineData("mkdir $folder/d", "import $folder/d", "Give the path of a file", "import $folder/own")]
    public void A_journal_that_cannot_be_used(string before, string command, string advice, string follow)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Define();
        Run(before).ThrowIfFailed();

        ShouldAdvise(Run(command), advice);
        Run(follow).ThrowIfFailed();

        ShouldHaveEveryCardOnce();
    }

    [Theory]
    [InlineData("Get-Item $csv, $folder/b.csv | Import-VgsCard", "cards.csv': its journal is", "Import-VgsCard $csv")]
    [InlineData(
        "Get-Item $folder/b.csv, $csv | Import-VgsCard",
        "/b.csv': its journal is",
        "Import-VgsCard $folder/b.csv"
    )]
    [InlineData(
        "Get-Item $csv, $folder/c.csv | Import-VgsCard @j",
        "with -JournalPath '",
        "Import-VgsCard $csv @j; Import-VgsCard $folder/c.csv"
    )]
    [InlineData("Import-VgsCard $csv, $folder/c.csv @j", "Leave them out", "Import-VgsCard $csv, $folder/c.csv")]
    [InlineData(
        "$rows + (Get-Item $folder/c.csv) | Import-VgsCard @j",
        "Go on with the rows from the pipeline",
        "$rows | Import-VgsCard @j"
    )]
    public void Inputs_that_are_given_wrongly(string command, string advice, string follow)
    {
        Run(
                "$null = New-Item -ItemType HardLink -Path $folder/b.csv -Target $csv; $rows = @(Import-Csv $csv); "
                    + "Set-Content $folder/c.csv 'Name,CardNumber,ExpirationMonth,ExpirationYear', 'C,5151519990000002,1,31'; "
                    + "$j = @{ JournalPath = \"$folder/own.jsonl\" }"
            )
            .ThrowIfFailed();

        ShouldAdvise(Run(command), advice);
        Run(follow).ThrowIfFailed();

        Assert.All(Emulator.Cards.CountBy(card => card.Number), number => Assert.Equal(1, number.Value));
        Assert.InRange(Emulator.Cards.Count, Rows, Rows + 1);
    }

    [Fact]
    public async Task A_journal_in_use_is_waited_for()
    {
        Emulator.Options.Latency = 150;
        using (var other = new RunningScript(Shell, "Import-VgsCard $csv -ThrottleLimit 1"))
        {
            await Poll.Until(() => Emulator.Cards.Count > 0, "the other run sends");
            using var shell = Shell.At(Emulator);
            shell.Connect();

            ShouldAdvise(
                shell.Run("Import-VgsCard $csv", ("csv", Folder.At("cards.csv"))),
                "Wait until the other run ends"
            );
            Assert.Null(other.WaitForEnd());
        }

        Run("Import-VgsCard $csv").ThrowIfFailed();
        ShouldHaveEveryCardOnce();
    }

    [Theory]
    [InlineData("Remove-Item $journal", "run the same command again, and it goes on", "")]
    // In one step: Move-Item -Force removes the old file first, and the import puts its own back in that moment.
    [InlineData(
        "Set-Content $folder/new x; [IO.File]::Move(\"$folder/new\", $journal, $true)",
        "put that file in the place of",
        "Move-Item (Get-Item $folder/journal-*.jsonl) $journal -Force; "
    )]
    public async Task A_journal_that_is_lost_under_way(string harm, string advice, string follow)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Emulator.Options.Latency = 150;
        using (var import = new RunningScript(Shell, "Import-VgsCard $csv -ThrottleLimit 1"))
        {
            await Poll.Until(() => Emulator.Cards.Count > 1, "some rows are enrolled");
            using var shell = Shell.At(Emulator);
            shell.Run(harm, ("journal", Journal), ("folder", Folder.Path)).ThrowIfFailed();
            var error = import.WaitForEnd() ?? import.Errors[0];
            Assert.Contains(advice, error.ToString(), StringComparison.Ordinal);
        }

        Run(follow + "Import-VgsCard $csv").ThrowIfFailed();
        Evidence.ShouldHaveNoCardTwice();
        Evidence.ShouldAccountForEveryCard();
        Assert.Equal(Rows, Evidence.Journal().Count);
    }

    [Fact]
    public void Each_kind_of_row_in_the_reject_file()
    {
        Once(FaultKind.ResetAfter, "/calm/cards", method: "POST");
        var numbers = Enumerable.Range(1, Rows).Select(ImportEvidence.NumberOf).ToArray();
        string[] rows =
        [
            .. numbers.Select(number => $"A,{number},1,31"),
            $"B,{numbers[2]},1,31",
            "C,5151519990000002,13,31",
        ];
        void Write() => Folder.Write("cards.csv", string.Join('\n', rows.Prepend("Name,Number,ExpMonth,ExpYear")));
        Write();
        const string Command =
            "Import-VgsCard $csv -SkipDuplicate -ThrottleLimit 1 -RejectPath $folder/e.csv; "
            + "Import-Csv $folder/e.csv | ForEach-Object { \"$($_.Row) $($_.NextStep)\" }";

        var steps = Run(Command).Output.Skip(1).Select(step => $"{step}").ToArray();

        Assert.Equal(3, steps.Length);
        Assert.Contains(
            "1 Find out whether VGS has the card. -RetryUnknown sends every",
            steps[0],
            StringComparison.Ordinal
        );
        Assert.Contains("7 Nothing, if it is the same card", steps[1], StringComparison.Ordinal);
        Assert.Contains("8 Correct the row in the file and run the same command", steps[2], StringComparison.Ordinal);

        // VGS has the card of row 1; row 7 is the same card as row 3. That leaves row 8.
        rows[7] = "C,5151519990000002,12,31";
        Write();
        Run(Command).ThrowIfFailed();
        Assert.All(Emulator.Cards.CountBy(card => card.Number), number => Assert.Equal(1, number.Value));
        Assert.Equal(Rows + 1, Emulator.Cards.Count);
    }

    [Theory]
    [InlineData("4220")]
    [InlineData("4229")]
    public void A_card_that_is_refused_as_such_is_left_out_as_its_row_says(string lastFour)
    {
        const string Command =
            "$null = Import-VgsCard $csv -RejectPath $folder/e.csv; (Import-Csv $folder/e.csv).NextStep";
        Folder.Write("cards.csv", $"Name,Number,ExpMonth,ExpYear\nA,541577583161{lastFour},1,31");
        Assert.Contains("unless you empty the row's number", $"{Run(Command).Single}", StringComparison.Ordinal);

        Folder.Write("cards.csv", "Name,Number,ExpMonth,ExpYear\nA,,1,31");
        Run(Command).ThrowIfFailed();

        Assert.Equal(1, Emulator.Requests.Count());
        var error = Run($"New-VgsCard -Name A -Number 541577583161{lastFour} -ExpMonth 1 -ExpYear 31").Errors[0];
        Assert.EndsWith("leave it out, or ask VGS why.", $"{error}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_fails_each_time_is_told_that_it_stays_so()
    {
        Folder.Write("cards.csv", "Name,Number,ExpMonth,ExpYear\nA,5415775831611961,1,31");

        var step = Run(
                "$null = Import-VgsCard $csv -Wait -RejectPath $folder/e.csv; "
                    + "$null = Import-VgsCard $csv -Wait -RetryFailed -RejectPath $folder/e.csv; (Import-Csv $folder/e.csv).NextStep"
            )
            .ThrowIfFailed();

        Assert.EndsWith(
            "What fails once more for the same reason stays so.",
            $"{step.Single}",
            StringComparison.Ordinal
        );
    }

    private void Define() =>
        Run(
                """
                function global:import($path = $journal) { Import-VgsCard $csv -JournalPath $path }
                function global:own { cp -p $journal "$journal.copy"; mv "$journal.copy" $journal }
                function global:notes { Set-Content $folder/notes 'mine' }
                function global:restore { Move-Item "$journal.backup" $journal -Force }
                function global:spoil($from, $to) {
                    Copy-Item $journal "$journal.backup"
                    [IO.File]::WriteAllText($journal, [IO.File]::ReadAllText($journal).Replace($from, $to))
                }
                """
            )
            .ThrowIfFailed();

    private static void ShouldAdvise(ShellResult result, string advice) =>
        Assert.Contains(
            advice,
            $"{result.Failure} {result.Failure!.ErrorDetails?.RecommendedAction}",
            StringComparison.Ordinal
        );

    private void ShouldHaveEveryCardOnce()
    {
        Evidence.ShouldHaveNoCardTwice();
        Assert.Equal(Rows, Emulator.Cards.Count);
    }
}
