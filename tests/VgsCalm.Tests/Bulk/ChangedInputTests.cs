using System.Management.Automation;

namespace VgsCalm.Tests.Bulk;

/// <summary>A file whose rows stand elsewhere when the import is started again: nothing is sent, and the journal stays as it is.</summary>
public sealed class ChangedInputTests : ConnectedTest
{
    private const string Header = "Name,CardNumber,ExpirationMonth,ExpirationYear";
    private const string Extra = "Card X,5151519999999992,1,30";

    private static readonly Dictionary<string, Func<string[], IEnumerable<string>>> Changes = new(
        StringComparer.Ordinal
    )
    {
        ["reversed"] = rows => rows.Reverse(),
        ["sorted by the number, downwards"] = rows => rows.OrderByDescending(row => row.Split(',')[1]),
        ["two rows swapped"] = rows => [rows[1], rows[0], .. rows[2..]],
        ["the last two swapped"] = rows => [.. rows[..^2], rows[^1], rows[^2]],
        ["a row inserted at the top"] = rows => [Extra, .. rows],
        ["a row inserted in the middle"] = rows => [.. rows[..3], Extra, .. rows[3..]],
        ["the first row gone"] = rows => rows[1..],
        ["a row gone in the middle"] = rows => [.. rows[..3], .. rows[4..]],
        ["the last row gone"] = rows => rows[..^1],
        ["half of the rows gone"] = rows => rows[..4],
        ["a row repeated at its place"] = rows => [rows[0], .. rows],
        ["another expiry"] = rows => [rows[0].Replace(",29", ",30", StringComparison.Ordinal), .. rows[1..]],
        ["another expiry in every row"] = rows =>
            rows.Select(row => row.Replace(",29", ",30", StringComparison.Ordinal)),
        ["another expiry in every row, and a row more"] = rows =>
            [.. rows.Select(row => row.Replace(",1,29", ",12,29", StringComparison.Ordinal)), Extra],
        ["another number"] = rows => [rows[0].Replace("0012", "0992", StringComparison.Ordinal), .. rows[1..]],
        ["no rows"] = _ => [],
    };

    public static TheoryData<string> Names => [.. Changes.Keys];

    // A file without rows has none of the old file's cards.
    public static TheoryData<string> NamesWithRows => [.. Changes.Keys.Where(name => name != "no rows")];

    private string Input => Folder.At("cards.csv");

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_sent_of_a_file_with(string change)
    {
        var rows = Enumerable.Range(1, 8).Select(row => $"Card {row},51515100000000{row}2,1,29").ToArray();
        Write(rows);
        Run("Import-VgsCard $csv", ("csv", Input)).ThrowIfFailed();
        var journal = Folder.Read("cards.csv.journal.jsonl");
        Write(Changes[change](rows));

        foreach (var options in new[] { "", "-NewJournal", "-RetryFailed -RetryUnknown" })
        {
            Run($"Import-VgsCard $csv {options}")
                .ShouldFailWith("JournalMismatch", ErrorCategory.InvalidData, $"{Input}.journal.jsonl");
        }

        Assert.Equal(8, Emulator.Requests.Count("POST", "/calm/cards"));
        Assert.Equal(journal, Folder.Read("cards.csv.journal.jsonl"));
        Assert.Equal(["cards.csv", "cards.csv.journal.jsonl"], Folder.Files.Order());
    }

    [Theory]
    [MemberData(nameof(NamesWithRows))]
    public void Nothing_is_sent_once_the_import_is_complete_of_a_file_with(string change)
    {
        var rows = Enumerable.Range(1, 8).Select(row => $"Card {row},51515100000000{row}2,1,29").ToArray();
        Write(rows);
        Run("Import-VgsCard $csv -Wait", ("csv", Input)).ThrowIfFailed();
        Write(Changes[change](rows));

        foreach (var options in new[] { "", "-NewJournal", "-NewJournal -WhatIf", "-NewJournal -RetryFailed" })
        {
            Run($"Import-VgsCard $csv {options}")
                .ShouldFailWith("JournalMismatch", ErrorCategory.InvalidData, $"{Input}.journal.jsonl");
        }

        Assert.Equal(8, Emulator.Requests.Count("POST", "/calm/cards"));
    }

    [Fact]
    public void A_file_that_has_some_of_the_last_ones_cards_is_another_one()
    {
        var rows = Enumerable.Range(1, 8).Select(row => $"Card {row},51515100000000{row}2,1,29").ToArray();
        Write(rows);
        Run("Import-VgsCard $csv -Wait", ("csv", Input)).ThrowIfFailed();
        Write([Extra, "Card Y,5151529999999991,1,30", .. rows[3..5]]);

        Assert.Equal(4L, Run("Import-VgsCard $csv -NewJournal")["Total"]);

        Assert.Equal(12, Emulator.Requests.Count("POST", "/calm/cards"));
    }

    [Fact]
    public void Rows_appended_are_sent_and_no_other()
    {
        var rows = Enumerable.Range(1, 8).Select(row => $"Card {row},51515100000000{row}2,1,29").ToArray();
        Write(rows);
        Run("Import-VgsCard $csv", ("csv", Input)).ThrowIfFailed();
        Write([.. rows, Extra]);

        Assert.Equal(9L, Run("Import-VgsCard $csv")["Total"]);

        Assert.Equal(9, Emulator.Requests.Count("POST", "/calm/cards"));
    }

    private void Write(IEnumerable<string> rows) => File.WriteAllLines(Input, rows.Prepend(Header));
}
