using System.Management.Automation;
using System.Text;

namespace VgsCalm.Tests.Bulk;

/// <summary>Several files of one command: what is wrong with one is found out before a row of any is sent.</summary>
public sealed class SeveralFilesTests : ConnectedTest
{
    private const string Header = "Name,Number,ExpMonth,ExpYear\n";
    private const string Good = Header + "A,5151510000000012,1,29\n";

    private static readonly Dictionary<string, (string Id, Action<string> Write)> Flaws = new(StringComparer.Ordinal)
    {
        ["a column too few"] = ("CardInvalid", path => File.WriteAllText(path, "Name,Number\nB,5151510000000022\n")),
        ["a row in another encoding"] = (
            "CardInvalid",
            path =>
                File.WriteAllText(
                    path,
                    Header + "B,5151510000000022,1,29\nJosé,5151510000000032,1,29\n",
                    Encoding.Latin1
                )
        ),
        ["a workbook"] = ("CardInvalid", path => File.WriteAllText(path, "PK\u0003\u0004\n")),
        ["nothing in it"] = ("CardInvalid", path => File.WriteAllText(path, "")),
        ["a damaged journal"] = ("JournalMismatch", path => WriteWithJournal(path, "no journal\n")),
        ["a journal that is a link"] = (
            "JournalMismatch",
            path =>
            {
                File.WriteAllText(path, Good);
                File.CreateSymbolicLink(path + ".journal.jsonl", path + ".elsewhere");
            }
        ),
    };

    public static TheoryData<string, string> Given
    {
        get
        {
            var given = new TheoryData<string, string>();
            foreach (var flaw in Flaws.Keys)
            {
                given.Add("$ok, $bad", flaw);
            }

            given.Add("\"$folder/*.csv\"", "a column too few");
            given.Add("-LiteralPath $ok, $bad", "a column too few");
            given.Add("-InputObject \"$folder/*.csv\"", "a column too few");
            return given;
        }
    }

    private string Bad => Folder.At("2-bad.csv");

    [Theory]
    [MemberData(nameof(Given))]
    public void A_flaw_of_a_later_file_is_said_before_a_row_is_sent(string files, string flaw)
    {
        Set();
        Flaws[flaw].Write(Bad);

        var ended = Run($"Import-VgsCard {files}");

        var isJournal = Flaws[flaw].Id == "JournalMismatch";
        ended.ShouldFailWith(Flaws[flaw].Id, ErrorCategory.InvalidData, isJournal ? Bad + ".journal.jsonl" : Bad);
        Assert.Empty(Emulator.Requests.Snapshot());
        Assert.DoesNotContain("1-ok.csv.journal.jsonl", Folder.Files);
    }

    [Fact]
    public void A_column_map_has_to_fit_all_files_before_a_row_is_sent()
    {
        Folder.Write("1-ok.csv", "Name,Nr,ExpMonth,ExpYear\nA,5151510000000012,1,29\n");
        Shell.Set("ok", Folder.At("1-ok.csv"));
        Shell.Set("bad", Folder.Write("2-bad.csv", Good));

        Run("Import-VgsCard $ok, $bad -ColumnMap @{ Number = 'Nr' }")
            .ShouldFailWith("CardInvalid", ErrorCategory.InvalidData, Bad);

        Assert.Empty(Emulator.Requests.Snapshot());
    }

    [Fact]
    public void A_later_file_of_other_cards_stops_both_until_the_journal_is_told()
    {
        Set();
        Folder.Write("2-bad.csv", Header + "B,5151510000000022,1,29\n");
        Run("Import-VgsCard $bad -Wait").ThrowIfFailed();
        Folder.Write("2-bad.csv", Header + "C,5151510000000032,1,29\n");

        Run("Import-VgsCard $ok, $bad")
            .ShouldFailWith("JournalMismatch", ErrorCategory.InvalidData, $"{Bad}.journal.jsonl");
        Assert.Single(Emulator.Cards);

        Assert.Equal(2, Run("Import-VgsCard $ok, $bad -Wait -NewJournal").Output.Count);
        Assert.Equal(3, Emulator.Cards.Count);
    }

    [Fact]
    public void A_dry_run_refuses_a_journal_that_is_a_link()
    {
        Set();
        Flaws["a journal that is a link"].Write(Bad);

        Run("Import-VgsCard $bad -WhatIf")
            .ShouldFailWith("JournalMismatch", ErrorCategory.InvalidData, Bad + ".journal.jsonl");
    }

    [Fact]
    public void Files_of_the_pipeline_are_enrolled_one_by_one()
    {
        Set();
        Flaws["a column too few"].Write(Bad);

        Run("Get-Item $ok, $bad | Import-VgsCard").ShouldFailWith("CardInvalid", ErrorCategory.InvalidData, Bad);

        Assert.Single(Emulator.Cards);
    }

    private static void WriteWithJournal(string path, string journal)
    {
        File.WriteAllText(path, Good);
        File.WriteAllText(path + ".journal.jsonl", journal);
    }

    private void Set()
    {
        Shell.Set("folder", Folder.Path);
        Shell.Set("ok", Folder.Write("1-ok.csv", Good));
        Shell.Set("bad", Bad);
    }
}
