using System.Management.Automation;
using System.Text;

namespace VgsCalm.Tests.Bulk;

/// <summary>What an import gives back, and what it keeps to itself.</summary>
public sealed class ImportOutcomeTests : ConnectedTest
{
    private const string Header = "Name,Number,ExpMonth,ExpYear";

    [Fact]
    public void PassThru_gives_whole_cards_and_nothing_else()
    {
        Write($"{Header},Reference\nA,5151510000000012,1,29,order-1\nB,5151510000000022,12,30,order-2\n");

        var result = Import("-Wait -PassThru").ThrowIfFailed();

        Assert.All(result.Output, card => Assert.Equal("VgsCalm.VgsCard", card.TypeNames[0]));
        Assert.Equal(["order-1", "order-2"], Values("Reference"));
        Assert.Equal(["A", "B"], Values("Name"));
        Assert.Equal(["enrolled", "enrolled"], Values("State"));
        Assert.Equal(["0012", "0022"], Values("Last4"));
        Assert.Equal([1, 12], Values("ExpMonth"));
        Assert.Equal(Emulator.Cards.Select(card => (object)card.Id).Order(), Values("Id").Order());

        // The whole card as the service has it: what Get-VgsCard gives, and the row's reference.
        var shown = Run(
            "Get-VgsCard $id | Select-Object * -ExcludeProperty Reference | ConvertTo-Json",
            ("id", Values("Id")[0])
        );
        var given = Run(
            "$card | Select-Object * -ExcludeProperty Reference | ConvertTo-Json",
            ("card", result.Output[0])
        );
        Assert.Equal($"{shown.Single}", $"{given.Single}");

        object[] Values(string name) => [.. result.Output.Select(card => card.Properties[name].Value)];
    }

    [Fact]
    public void After_Wait_a_new_number_is_in_summary_result_report_and_PassThru()
    {
        // The emulator gives a card whose number ends in 3 a new one.
        Write($"{Header}\nA,5151510000000013,1,29\n");

        var summary = Import("-Wait -ResultPath $result -ReportPath $report").ThrowIfFailed();
        var row = Run("Import-Csv $result", ("result", Folder.At("result.csv"))).Single;
        var card = Import("-PassThru").Single;

        Assert.Equal(("0013", "au_card.updated"), (Text(row, "Last4"), Text(row, "Event")));
        Assert.Matches("^[0-9]{4}$", Text(row, "NewLast4"));
        Assert.NotEqual("0013", Text(row, "NewLast4"));
        Assert.Equal((Text(row, "NewLast4"), "au_card.updated"), (Text(card, "Last4"), Text(card, "Event")));
        Assert.Equal(
            (Text(card, "ExpMonth"), Text(card, "ExpYear")),
            (Text(row, "NewExpMonth"), Text(row, "NewExpYear"))
        );
        Assert.Equal(
            "au_card.updated=1",
            $"{Run("$s.Events.GetEnumerator() | % { \"$($_.Key)=$($_.Value)\" }", ("s", summary.Single)).Single}"
        );
        Assert.Matches(
            "au_card.updated</bdi></code></td><td class=\"number\">1</td><td class=\"number\">1</td>",
            Folder.Read("report.html")
        );
    }

    [Fact]
    public void A_card_that_stays_as_it_is_has_what_was_sent_in_the_result()
    {
        Write($"{Header}\nA,5151510000000012,1,29\n");

        Import("-Wait -ResultPath $result").ThrowIfFailed();

        var row = Run("Import-Csv $result", ("result", Folder.At("result.csv"))).Single;
        Assert.Equal(("0012", "0012"), (Text(row, "Last4"), Text(row, "NewLast4")));
    }

    [Theory]
    [InlineData("latin1", "iso-8859-1", "Zo\u00EB")]
    [InlineData("1252", "iso-8859-1", "Zo\u00EB")]
    [InlineData("utf8", "utf-8", "Zo\u00EB \u0141")]
    [InlineData("unicode", "utf-16", "Zo\u00EB \u0141")]
    [InlineData("bigendianunicode", "utf-16BE", "Zo\u00EB \u0141")]
    [InlineData("utf32", "utf-32", "Zo\u00EB \u0141")]
    [InlineData("bigendianutf32", "utf-32BE", "Zo\u00EB \u0141")]
    public void Encoding_is_that_of_a_file_without_a_byte_order_mark(string name, string written, string cardholder)
    {
        File.WriteAllBytes(
            Folder.At("cards.csv"),
            Encoding.GetEncoding(written).GetBytes($"{Header}\n{cardholder},5151510000000012,1,29\n")
        );

        Import($"-Encoding {name}").ThrowIfFailed();

        Assert.Equal(cardholder, Emulator.Cards.Single().Name);
    }

    [Fact]
    public void A_file_that_is_no_UTF_8_is_found_out_before_anything_is_sent()
    {
        var rows = string.Concat(Enumerable.Range(1, 400).Select(row => $"A,5151510000{row:00000}2,1,29\n"));
        File.WriteAllBytes(
            Folder.At("cards.csv"),
            Encoding.Latin1.GetBytes($"{Header}\n{rows}Zo\u00EB,5151519999999992,1,29\n")
        );

        var error = Import("").ShouldFailWith("CardInvalid", ErrorCategory.InvalidData, Folder.At("cards.csv"));

        Assert.Contains("-Encoding", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Emulator.Requests.Snapshot());
        Import("-Encoding latin1").ThrowIfFailed();
        Assert.Equal(401, Emulator.Cards.Count);
    }

    [Fact]
    public void Security_codes_are_neither_shown_nor_written()
    {
        const string Secret = "735199";
        Write(
            $"{Header},CVV,CVC2,PIN,Track1,Track2\n"
                + $"A,5151510000000012,13,29,{Secret},{Secret},{Secret},{Secret},{Secret}\n"
                + $"B,5151510000000022,1,29,{Secret},{Secret},{Secret},{Secret},{Secret}\n"
        );

        // Up to PowerShell 7.5, -Debug asks before each change.
        var result = Import(
            "-Wait -ResultPath $result -RejectPath $reject -ReportPath $report -Verbose -Debug -Confirm:$false"
        );
        var plan = Import("-WhatIf -JournalPath $other");

        Assert.Equal((2L, 1L), (result["Total"], result["Rejected"]));
        Assert.Single(Emulator.Cards);
        var shown = string.Join(
            '\n',
            new[] { result, plan }.SelectMany(run =>
                run.Verbose.Concat(run.Debug).Concat(run.Warnings).Concat(run.Output.Select(item => $"{item}"))
            )
        );
        Assert.NotEmpty(result.Debug);
        Assert.DoesNotContain(Secret, shown, StringComparison.Ordinal);
        var written = Folder.Files.Where(file => file != "cards.csv").ToArray();
        Assert.Contains("cards.csv.journal.jsonl", written);
        Assert.All(written, file => Assert.DoesNotContain(Secret, Folder.Read(file), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("$row = [Collections.Generic.Dictionary[string,string]]::new()")]
    [InlineData("$row = [Collections.Generic.SortedDictionary[string,object]]::new()")]
    [InlineData("$row = [ordered]@{}")]
    [InlineData("$row = @{}")]
    public void A_row_may_be_any_dictionary_and_so_may_the_column_map(string row)
    {
        var map = row.Replace("$row", "$map", StringComparison.Ordinal);

        Run(
                $"{row}; $row['Name'] = 'A'; $row['PAN'] = '5151510000000012'; $row['ExpMonth'] = '1'; $row['ExpYear'] = '29'; "
                    + $"{map}; $map['Number'] = 'PAN'; , $row | Import-VgsCard -ColumnMap $map -JournalPath $journal",
                ("journal", Folder.At("rows.jsonl"))
            )
            .ThrowIfFailed();

        Assert.Equal("5151510000000012", Assert.Single(Emulator.Cards).Number);
    }

    private static string Text(PSObject item, string property) => $"{item.Properties[property].Value}";

    private void Write(string text) => Folder.Write("cards.csv", text);

    private ShellResult Import(string options) =>
        Run(
            $"Import-VgsCard $csv {options}",
            ("csv", Folder.At("cards.csv")),
            ("result", Folder.At("result.csv")),
            ("reject", Folder.At("reject.csv")),
            ("report", Folder.At("report.html")),
            ("other", Folder.At("other.jsonl"))
        );
}
