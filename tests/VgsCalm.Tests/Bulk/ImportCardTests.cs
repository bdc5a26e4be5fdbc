using System.Management.Automation;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Bulk;

/// <summary>Import-VgsCard: every row once, whatever happens.</summary>
public sealed class ImportCardTests : ConnectedTest
{
    private string Csv(int rows, string header = "Name,CardNumber,ExpirationMonth,ExpirationYear") =>
        Folder.Write(
            "cards.csv",
            string.Join(
                '\n',
                Enumerable
                    .Range(1, rows)
                    .Select(row => $"Card {row},515151{row:000000000}2,{(row % 12) + 1},29")
                    .Prepend(header)
            ) + "\n"
        );

    private ShellResult Import(string options = "") =>
        Run("Import-VgsCard $csv " + options, ("csv", Folder.At("cards.csv")));

    [Fact]
    public void Every_row_is_enrolled_once_and_the_summary_comes_last()
    {
        Csv(50);

        var result = Import("-Wait");

        Assert.Equal("VgsCalm.VgsImportResult", result.Single.TypeNames[0]);
        Assert.Equal((50L, 50L, 0L), (result["Total"], result["Enrolled"], result["Enrolling"]));
        Assert.Equal(50, Emulator.Cards.Select(card => card.Number).Distinct().Count());
        Assert.Equal(50, Emulator.Cards.Count);
    }

    [Fact]
    public void The_same_command_again_sends_nothing()
    {
        Csv(10);
        Import().ThrowIfFailed();
        Emulator.Requests.Clear();

        Assert.Equal(10L, Import()["Total"]);

        Assert.Empty(Emulator.Requests.Snapshot());
    }

    [Fact]
    public void Bad_rows_are_rejected_with_code_and_reason_and_the_others_go_on()
    {
        Csv(2);
        File.AppendAllText(
            Folder.At("cards.csv"),
            "Short,123,1,29\nBrand,9151510000000012,1,29\nLast,5151510000000092,1,29\n"
        );

        var result = Import(
            "-ResultPath $csv.result -RejectPath $csv.reject"
                .Replace("$csv", "\"$csv\"", StringComparison.Ordinal)
                .Replace("\".result", ".result\"", StringComparison.Ordinal)
                .Replace("\".reject", ".reject\"", StringComparison.Ordinal)
        );

        Assert.Equal((5L, 2L), (result["Total"], result["Rejected"]));
        var reject = Folder
            .Read("cards.csv.reject")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(3, reject.Length);
        Assert.Contains("Number", reject[1], StringComparison.Ordinal);
        Assert.Contains("card-brand-not-supported", reject[2], StringComparison.Ordinal);
        Assert.Equal(6, Folder.Read("cards.csv.result").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void Five_refusals_in_a_row_stop_it_and_the_next_run_goes_on()
    {
        Csv(40);
        Emulator.Faults.Add(
            new Fault
            {
                Kind = FaultKind.Status,
                Status = 403,
                PathPrefix = "/calm/cards",
                Method = "POST",
                After = 10,
                Times = -1,
            }
        );

        var error = Import("-ThrottleLimit 1").ShouldFailWith("Forbidden", ErrorCategory.PermissionDenied, "row 15");
        Assert.Contains("goes on where it stopped", error.ToString(), StringComparison.Ordinal);

        Emulator.Faults.Clear();
        Assert.Equal(0L, Import()["Unknown"]);
        Assert.Equal(40, Emulator.Cards.Count);
    }

    [Fact]
    public void A_file_that_is_no_journal_is_not_touched()
    {
        Csv(1);
        Folder.Write("notes.txt", "mine\n");

        Import("-JournalPath (\"$csv\" -replace 'cards.csv', 'notes.txt')")
            .ShouldFailWith("JournalMismatch", ErrorCategory.InvalidData, Folder.At("notes.txt"));

        Assert.Equal("mine\n", Folder.Read("notes.txt"));
        Assert.Empty(Emulator.Requests.Snapshot());
    }

    [Fact]
    public void Journal_and_files_are_their_owners_and_have_no_card_number()
    {
        Csv(20);

        Import("-ResultPath \"$csv.result\" -RejectPath \"$csv.reject\" -ReportPath \"$csv.html\"").ThrowIfFailed();

        foreach (var file in Folder.Files.Where(f => f != "cards.csv"))
        {
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Folder.At(file)));
            }

            Assert.DoesNotContain(
                Emulator.Cards,
                card => Folder.Read(file).Contains(card.Number, StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public void Rows_come_from_the_pipeline_too()
    {
        var result = Run(
                "1..5 | ForEach-Object { [pscustomobject]@{ Name = \"N$_\"; PAN = \"515151000000000$_\"; ExpMonth = "
                    + "1; ExpYear = 2030; Reference = \"R$_\" } } | Import-VgsCard -JournalPath $journal -ColumnMap "
                    + "@{ Number = 'PAN' } -PassThru",
                ("journal", Folder.At("j.jsonl"))
            )
            .ThrowIfFailed();

        Assert.Equal(5, result.Output.Count);
        Assert.Equal(
            ["R1", "R2", "R3", "R4", "R5"],
            result.Output.Take(5).Select(card => card.Properties["Reference"].Value)
        );
        Assert.Equal(5, Emulator.Cards.Count);
    }

    [Fact]
    public void Rows_from_the_pipeline_need_a_journal() =>
        Run("[pscustomobject]@{ Name = 'A' } | Import-VgsCard")
            .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "JournalPath");

    [Fact]
    public void A_result_that_would_replace_the_cards_is_refused()
    {
        var csv = Csv(1);

        Import("-ResultPath $csv").ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, csv);

        Assert.Empty(Emulator.Requests.Snapshot());
    }

    [Fact]
    public void A_column_that_is_missing_is_named()
    {
        var csv = Csv(1, "Name,Card,ExpirationMonth,ExpirationYear");

        Assert.Contains(
            "Number",
            Import().ShouldFailWith("CardInvalid", ErrorCategory.InvalidData, csv).ToString(),
            StringComparison.Ordinal
        );
        Assert.Empty(Emulator.Requests.Snapshot());
    }

    [Fact]
    public void WhatIf_sends_nothing_and_makes_no_journal()
    {
        Csv(3);

        Import("-WhatIf").ThrowIfFailed();

        Assert.Equal(["cards.csv"], Folder.Files);
        Assert.Empty(Emulator.Requests.Snapshot());
    }

    [Fact]
    public void A_service_that_loses_every_answer_stops_the_import_early()
    {
        Csv(200);
        Always(FaultKind.ResetAfter, "/calm/cards", method: "POST");

        var result = Import("-ThrottleLimit 4");

        Assert.StartsWith(
            "OutcomeUnknown,",
            Assert.Single(result.Errors).FullyQualifiedErrorId,
            StringComparison.Ordinal
        );
        Assert.InRange(Emulator.Requests.Count("POST", "/calm/cards"), 20, 40);

        // The same command again, as it says, sends no card a second time; -RetryUnknown would, and says so.
        Assert.Contains("enrols those twice that it has", $"{result.Errors[0]}", StringComparison.Ordinal);
        Emulator.Faults.Clear();
        Import().ThrowIfFailed();
        Assert.All(Emulator.Cards.CountBy(card => card.Number), number => Assert.Equal(1, number.Value));
        Assert.Equal(200, Emulator.Cards.Count);
    }
}
