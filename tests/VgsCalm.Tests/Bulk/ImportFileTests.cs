using System.Management.Automation;

namespace VgsCalm.Tests.Bulk;

/// <summary>
/// Files that cannot be written: said before anything is sent where that can be known, and never at the price of the
/// import.
/// </summary>
public sealed class ImportFileTests : ConnectedTest
{
    private const int Rows = 60;

    private ImportEvidence Evidence => new(Emulator, Folder, Rows);

    [Theory]
    [InlineData("-JournalPath")]
    [InlineData("-ResultPath")]
    [InlineData("-RejectPath")]
    [InlineData("-ReportPath")]
    public void A_folder_that_does_not_exist_is_said_before_anything_is_sent(string parameter)
    {
        var csv = Evidence.Write();

        var error = Run($"Import-VgsCard $csv {parameter} $path", ("csv", csv), ("path", Folder.At("nowhere/file")))
            .ShouldFailWith("PathNotFound", ErrorCategory.ObjectNotFound, Folder.At("nowhere/file"));

        Assert.Contains($"{parameter} '{Folder.At("nowhere/file")}'", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Emulator.Requests.Snapshot());
        Assert.Equal(["cards.csv"], Folder.Files);
    }

    [Theory]
    [InlineData("-JournalPath")]
    [InlineData("-ResultPath")]
    [InlineData("-RejectPath")]
    [InlineData("-ReportPath")]
    public void A_folder_is_no_file_to_write(string parameter)
    {
        var error = Run($"Import-VgsCard $csv {parameter} $path", ("csv", Evidence.Write()), ("path", Folder.Path))
            .ShouldFailWith("PathNotUsable", ErrorCategory.WriteError, Folder.Path);

        Assert.Contains("is a folder", error.ToString(), StringComparison.Ordinal);

        Assert.Empty(Emulator.Requests.Snapshot());
    }

    [Fact]
    public async Task An_unwritable_result_costs_neither_other_files_nor_the_summary()
    {
        Evidence.Write();
        var gone = Directory.CreateDirectory(Folder.At("gone"));
        Shell.Set("csv", Folder.At("cards.csv"));
        Shell.Set("result", Path.Combine(gone.FullName, "result.csv"));
        Emulator.Options.Latency = 20;
        using (
            var importing = new RunningScript(
                Shell,
                "Import-VgsCard $csv -ThrottleLimit 4 -ResultPath $result -RejectPath \"$csv.reject\""
            )
        )
        {
            await Poll.Until(() => Emulator.Cards.Count > 4, "some rows are enrolled");
            gone.Delete();
            Emulator.Options.Latency = 0;
            Assert.Null(importing.WaitForEnd());

            var error = Assert.Single(importing.Errors);
            Assert.StartsWith("PathNotUsable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Equal(Path.Combine(gone.FullName, "result.csv"), error.TargetObject);
            Assert.Contains(
                "run the same command again: it enrols none of them a second time and writes the file",
                error.ToString(),
                StringComparison.Ordinal
            );
            Assert.Equal((long)Rows, Assert.Single(importing.Output).Properties["Total"].Value);
            Assert.Contains("cards.csv.reject", Folder.Files);
        }

        gone.Create();
        Run("Import-VgsCard $csv -ResultPath $result").ThrowIfFailed();
        Assert.Equal(Rows + 1, File.ReadAllLines(Path.Combine(gone.FullName, "result.csv")).Length);
        Assert.Equal(Rows, Emulator.Cards.Count);
    }

    [Fact]
    public void A_file_that_does_not_exist_is_named()
    {
        var path = Folder.At("none.csv");

        Run("Import-VgsCard $path", ("path", path)).ShouldFailWith("PathNotFound", ErrorCategory.ObjectNotFound, path);

        Assert.Empty(Folder.Files);
    }

    [Theory]
    [InlineData("Name,Number,ExpMonth,ExpYear")]
    [InlineData("Name,Number,ExpMonth,ExpYear\n")]
    [InlineData("\n\nName,Number,ExpMonth,ExpYear\n\n")]
    public void A_file_of_a_header_alone_has_no_rows_and_may_get_some(string text)
    {
        Folder.Write("cards.csv", text);

        Assert.Equal(0L, Run("Import-VgsCard $csv", ("csv", Folder.At("cards.csv")))["Total"]);
        Assert.Equal(0L, Run("Import-VgsCard $csv", ("csv", Folder.At("cards.csv")))["Total"]);

        Folder.Write("cards.csv", text.Trim() + "\nA,5151510000000012,1,29\n");
        Assert.Equal(1L, Run("Import-VgsCard $csv", ("csv", Folder.At("cards.csv")))["Total"]);
        Assert.Single(Emulator.Cards);
    }
}
