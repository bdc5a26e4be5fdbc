using System.Management.Automation;

namespace VgsCalm.Tests.Files;

/// <summary>No two files of one command may be one, whatever they are called.</summary>
public sealed class SameFileTests : ConnectedTest
{
    [LinuxTheory]
    [InlineData("-ResultPath real/cards.csv")]
    [InlineData("-ResultPath alias/cards.csv")]
    [InlineData("-ResultPath ./real/../alias/cards.csv")]
    [InlineData("-RejectPath hard")]
    [InlineData("-ReportPath to-cards")]
    [InlineData("-JournalPath alias/cards.csv")]
    [InlineData("-ResultPath alias/cards.csv.journal.jsonl")]
    [InlineData("-ResultPath alias/new -RejectPath real/new")]
    [InlineData("-ResultPath to-new -ReportPath real/new")]
    [InlineData("-JournalPath real/new -ReportPath alias/new")]
    [InlineData("-ResultPath real/NEW -RejectPath alias/new")]
    public void Two_names_of_one_file_are_refused_before_anything_is_sent(string parameters)
    {
        var csv = Arrange();

        var error = Run($"Import-VgsCard real/cards.csv {parameters}").Failure;

        Assert.StartsWith("RequestInvalid,", error?.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("are the same file", error?.ToString(), StringComparison.Ordinal);

        Assert.Empty(Emulator.Requests.Snapshot());
        Assert.StartsWith("Name,CardNumber", File.ReadAllText(csv), StringComparison.Ordinal);
        Assert.Equal(["cards.csv"], Directory.GetFiles(Folder.At("real")).Select(Path.GetFileName));
    }

    [LinuxTheory]
    [InlineData("-ResultPath other.jsonl")]
    [InlineData("-RejectPath to-other")]
    [InlineData("-ReportPath other.jsonl -WhatIf")]
    public void The_journal_of_another_import_is_replaced_by_no_output(string parameters)
    {
        Arrange();
        File.CreateSymbolicLink(Folder.At("to-other"), "other.jsonl");
        Run("@{ Name = 'A' } | Import-VgsCard -JournalPath other.jsonl").ThrowIfFailed();
        var journal = Folder.Read("other.jsonl");

        Run($"Import-VgsCard real/cards.csv {parameters}")
            .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, Folder.At(parameters.Split(' ')[1]));

        Assert.Equal(journal, Folder.Read("other.jsonl"));
        Assert.Equal(0, Emulator.Requests.Count("POST", "/calm/cards"));
    }

    [RootTheory]
    [InlineData("-ResultPath null -RejectPath null")]
    public void A_device_may_take_several(string parameters)
    {
        Arrange();
        FileTable.Shell("mknod", Folder.At("null"), "c", "1", "3");

        Run($"Import-VgsCard real/cards.csv {parameters}").ThrowIfFailed();
    }

    [LinuxTheory]
    [InlineData("Import-VgsCard real/cards.csv, alias/cards.csv")]
    [InlineData("Import-VgsCard real/cards.csv, to-cards")]
    [InlineData("$files | Import-VgsCard")]
    public void A_file_that_is_given_twice_is_not_enrolled_twice(string script)
    {
        Arrange();

        var result = Run(
            script,
            ("files", new[] { new FileInfo(Folder.At("real/cards.csv")), new FileInfo(Folder.At("hard")) })
        );

        Assert.NotNull(result.Failure);
        Assert.InRange(Emulator.Cards.Count, 0, 1);
    }

    private string Arrange()
    {
        Directory.CreateDirectory(Folder.At("real"));
        var csv = Folder.Write(
            "real/cards.csv",
            "Name,CardNumber,ExpirationMonth,ExpirationYear\nA,5415775831611962,1,30\n"
        );
        Directory.CreateSymbolicLink(Folder.At("alias"), "real");
        File.CreateSymbolicLink(Folder.At("to-cards"), "alias/cards.csv");
        File.CreateSymbolicLink(Folder.At("to-new"), "alias/new");
        FileTable.Shell("ln", csv, Folder.At("hard"));
        Run("$null = $ExecutionContext.SessionState.Path.SetLocation($dir)", ("dir", Folder.Path)).ThrowIfFailed();
        return csv;
    }
}
