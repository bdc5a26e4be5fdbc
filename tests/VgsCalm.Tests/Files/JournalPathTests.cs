namespace VgsCalm.Tests.Files;

/// <summary>-JournalPath: found again as it was typed or completed, and refused where another could have written it.</summary>
public sealed class JournalPathTests : ConnectedTest
{
    private const string Import = "Import-VgsCard $csv -JournalPath $path";

    private FileTable? _table;

    private FileTable Table => _table ??= new FileTable(Folder);

    [LinuxTheory]
    [InlineData("out", "out")]
    [InlineData("out[1]", "out[1]")]
    [InlineData("out[1]", "out`[1`]")]
    [InlineData("o u t ", "o u t ")]
    [InlineData("real/out", "alias/out")]
    [InlineData("in[1]/out", "in`[1`]/out")]
    public void A_second_run_finds_the_journal_and_sends_nothing(string first, string second)
    {
        Directory.CreateDirectory(Folder.At("real"));
        Directory.CreateDirectory(Folder.At("in[1]"));
        Directory.CreateSymbolicLink(Folder.At("alias"), "real");
        Cards();
        Run(Import, ("path", Folder.At(first))).ThrowIfFailed();
        Emulator.Requests.Clear();

        Assert.Equal(2L, Run(Import, ("path", Folder.At(second)))["Total"]);

        Assert.Empty(Emulator.Requests.Snapshot());
    }

    [Fact]
    public void A_journal_is_where_the_command_began_wherever_rows_come_from()
    {
        Cards();
        Directory.CreateDirectory(Folder.At("branch"));
        Shell.Set("folder", Folder.Path);

        var result = Run(
            "Set-Location $folder; Import-Csv $csv | ForEach-Object { Set-Location branch -ErrorAction Ignore; $_ } |"
                + " Import-VgsCard -JournalPath rows.jsonl -ResultPath result.csv -RejectPath reject.csv -ReportPath report.html"
        );

        Assert.Equal(Folder.At("rows.jsonl"), result["JournalPath"]);
        Assert.All(
            new[] { "rows.jsonl", "result.csv", "reject.csv", "report.html" },
            name => Assert.True(File.Exists(Folder.At(name)), name)
        );
        Assert.Empty(Directory.GetFiles(Folder.At("branch")));
    }

    [Fact]
    public void A_piped_name_that_no_file_has_is_told_where_files_go()
    {
        var refused = Run("'typo.csv' | Import-VgsCard").Failure!;

        Assert.StartsWith("RequestInvalid,", refused.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("give it with -Path.", refused.ToString(), StringComparison.Ordinal);
    }

    [LinuxTheory]
    [InlineData("link", "JournalMismatch")]
    [InlineData("dangling link", "JournalMismatch")]
    [InlineData("pipe", "JournalMismatch")]
    [InlineData("folder", "PathNotUsable")]
    [InlineData("no folder", "PathNotFound")]
    [InlineData("read-only file", "PathAccessDenied")]
    [InlineData("256 bytes", "PathNotUsable")]
    public void A_file_that_cannot_be_a_journal_is_refused_before_any_request(string kind, string id)
    {
        Cards();

        AssertRefused(Table.Make(kind).Typed, id);
    }

    [RootTheory]
    [InlineData("device", "JournalMismatch")]
    [InlineData("read-only folder", "PathNotUsable")]
    public void A_place_that_takes_no_journal_is_refused_before_any_request(string kind, string id)
    {
        Cards();

        AssertRefused(Table.Make(kind).Typed, id);
    }

    [RootTheory]
    [InlineData("chown", "1234")]
    [InlineData("chmod", "666")]
    public void A_file_that_another_user_can_write_is_no_journal(string program, string argument)
    {
        Cards();
        FileTable.Shell(program, argument, Folder.Write("out", ""));

        AssertRefused(Folder.At("out"), "JournalMismatch");
    }

    [LinuxTheory]
    [InlineData("rm")]
    [InlineData("replace")]
    public async Task A_journal_that_goes_during_the_import_stops_it(string how)
    {
        Cards(60);
        Emulator.Options.Latency = 100;
        Shell.Set("path", Folder.At("out"));
        using (var importing = new RunningScript(Shell, Import + " -ThrottleLimit 4"))
        {
            await Poll.Until(() => Emulator.Cards.Count > 8, "some rows are enrolled");
            File.Delete(Folder.At("out"));
            if (how == "replace")
            {
                Folder.Write("out", "");
            }

            _ = importing.WaitForEnd();

            Assert.Contains(
                "deleted or replaced",
                Assert.Single(importing.Errors).ToString(),
                StringComparison.Ordinal
            );
            Assert.InRange(Emulator.Cards.Count, 8, 59);
        }

        // As the error says: the lines are back, or in the file that it names.
        if (how == "replace")
        {
            File.Move(
                Assert.Single(Directory.GetFiles(Folder.Path, "journal-*.jsonl")),
                Folder.At("out"),
                overwrite: true
            );
        }

        Emulator.Options.Latency = 0;
        var result = Run(Import);
        Assert.Equal(60L, result["Total"]);
        Assert.Equal(Emulator.Cards.Count, Emulator.Cards.Select(card => card.Number).Distinct().Count());
    }

    public override async Task DisposeAsync()
    {
        Table.Unmount();
        await base.DisposeAsync();
    }

    private void Cards(int rows = 2) =>
        Shell.Set(
            "csv",
            Folder.Write(
                "cards.csv",
                "Name,CardNumber,ExpirationMonth,ExpirationYear\n"
                    + string.Concat(Enumerable.Range(1, rows).Select(row => $"A,515151{row:000000000}2,1,30\n"))
            )
        );

    private void AssertRefused(string path, string id)
    {
        var result = Run(Import, ("path", path));

        Assert.StartsWith(id + ",", result.Failure?.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Emulator.Requests.Snapshot());
    }
}
