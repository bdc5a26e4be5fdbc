using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Bulk;

/// <summary>Card numbers as spreadsheets and people leave them: made plain or refused, and never written anywhere whole.</summary>
public sealed class ImportNumberTests : ConnectedTest
{
    private const string Number = "5415775831611962";

    [Theory]
    [InlineData("5415775831611962")]
    [InlineData(" 5415775831611962 ")]
    [InlineData("\u00a05415775831611962")]
    [InlineData("5415 7758 3161 1962")]
    [InlineData("5415-7758-3161-1962")]
    [InlineData("541577 58316 11962")]
    public void A_number_in_groups_is_enrolled_as_its_digits(string given)
    {
        Write(given);

        Assert.Equal(0L, Import().Output[^1].Properties["Rejected"].Value);

        Assert.Equal(Number, Assert.Single(Emulator.Cards).Number);
    }

    [Theory]
    [InlineData("'5415775831611962")]
    [InlineData("\"5415775831611962\"")]
    [InlineData("'5415-7758-3161-1962'")]
    [InlineData("\u20195415775831611962")]
    [InlineData("=\"5415775831611962\"")]
    [InlineData("5415.7758.3161.1962")]
    [InlineData("'5415.7758.3161.1962'")]
    [InlineData("5415/7758/3161/1962")]
    [InlineData("5415\u00a07758\u00a03161\u00a01962")]
    [InlineData("5415\u20117758\u20113161\u20111962")]
    [InlineData("5415775831611962.00")]
    [InlineData("PAN 5415775831611962")]
    [InlineData("PAN:5415775831611962")]
    [InlineData("tok_5415775831611962")]
    [InlineData("5415775831611962;11/29")]
    [InlineData("5415775831611962 5415775831611962")]
    public void A_number_with_other_signs_is_refused_and_shown_nowhere(string given)
    {
        Write(given);

        var result = Import();

        Assert.Equal(1L, result["Rejected"]);
        Assert.Empty(Emulator.Requests.Snapshot());
        Assert.Contains("Number", Folder.Read("cards.csv.reject").Split('\n')[1], StringComparison.Ordinal);
        ShouldBeNowhere(result);
    }

    [Theory]
    [InlineData("541577******1962", "is masked")]
    [InlineData("541577xxxxxx1962", "is masked")]
    [InlineData("541577XXXXXX1962", "is masked")]
    [InlineData("XXXX-XXXX-XXXX-1962", "is masked")]
    [InlineData("541577######1962", "is masked")]
    [InlineData("541577......1962", "is masked")]
    [InlineData(
        "5.42E+15",
        "was rounded by a spreadsheet, where its last digits are lost; take it anew from its source"
    )]
    [InlineData("5,41578E+15", "was rounded by a spreadsheet")]
    [InlineData("5.415775831611962E+15", "was rounded by a spreadsheet")]
    [InlineData("5.42e15", "was rounded by a spreadsheet")]
    public void A_number_that_is_masked_or_rounded_is_refused_by_that_name(string given, string reason)
    {
        Write(given);

        Assert.Equal(1L, Import()["Rejected"]);

        Assert.Empty(Emulator.Requests.Snapshot());
        Assert.Contains(reason, Folder.Read("cards.csv.reject"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_that_came_as_a_number_and_lost_digits_is_refused()
    {
        var result = Run(
            "[pscustomobject]@{ Name = 'A'; Number = [double]6304123456789012345; ExpMonth = 11; ExpYear = 29 } | "
                + "Import-VgsCard -JournalPath $journal",
            ("journal", Folder.At("j.jsonl"))
        );

        Assert.Equal(1L, result["Rejected"]);
        Assert.Contains("was rounded by a spreadsheet", Folder.Read("j.jsonl"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_that_the_service_repeats_in_its_refusal_is_masked()
    {
        Write(Number);
        Emulator.Faults.Add(
            new Fault
            {
                Kind = FaultKind.Status,
                Status = 422,
                PathPrefix = "/calm/cards",
                Body = $$"""{"errors":[{"code":"invalid-format","detail":"number {{Number}} is not valid"}]}""",
            }
        );

        var result = Import();

        Assert.Equal(1L, result["Rejected"]);
        Assert.Contains("541577******1962", Folder.Read("cards.csv.reject"), StringComparison.Ordinal);
        ShouldBeNowhere(result);
    }

    private void Write(string number) =>
        Folder.Write(
            "cards.csv",
            $"Name,Number,ExpMonth,ExpYear\nJohn Doe,\"{number.Replace("\"", "\"\"", StringComparison.Ordinal)}\",11,29\n"
        );

    private ShellResult Import() =>
        Run(
            "$VerbosePreference = $DebugPreference = 'Continue'; Import-VgsCard $csv -ResultPath \"$csv.result\" "
                + "-RejectPath \"$csv.reject\" -ReportPath \"$csv.html\"",
            ("csv", Folder.At("cards.csv"))
        );

    private void ShouldBeNowhere(ShellResult result)
    {
        var files = Folder.Files.Where(file => file != "cards.csv").Select(Folder.Read);
        foreach (
            var text in files
                .Concat(result.Verbose)
                .Concat(result.Debug)
                .Concat(result.Output.SelectMany(SecretSearch.TextsOf))
        )
        {
            // However it is written, its middle is nowhere.
            Assert.DoesNotContain("775831611", new string([.. text.Where(char.IsDigit)]), StringComparison.Ordinal);
        }
    }
}
