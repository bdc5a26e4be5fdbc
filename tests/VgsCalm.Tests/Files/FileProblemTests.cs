using VgsCalm.Testing.Engine;

namespace VgsCalm.Tests.Files;

/// <summary>What is said of a file that cannot be read or written: which it is, in the user's own terms, and what to do.</summary>
public sealed class FileProblemTests : ConnectedTest
{
    public static TheoryData<string> Readers =>
        [
            "Import-VgsCard $path",
            "Connect-VgsCalm -Path $path @uris",
            "Import-VgsServiceAccountConfig $path",
            "New-VgsServiceAccount ACemulator -Path $path -Session admin",
            "Connect-VgsCalm $calm @uris -Proxy http://127.0.0.1:9 -CaCertificatePath $path",
        ];

    [Theory]
    [MemberData(nameof(Readers))]
    public void One_that_is_not_there_is_to_be_looked_for(string reader)
    {
        var error = ErrorOf(reader, Folder.At("in"));

        Assert.Equal($"'{Folder.At("in")}' does not exist. Check the folder and the name.", error);
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void One_that_another_program_has_open_is_to_be_closed_there(string reader)
    {
        using var held = new FileStream(Folder.At("in"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);

        var error = ErrorOf(reader, Folder.At("in"));

        Assert.Equal(
            $"'{Folder.At("in")}' cannot be read: another program has it open. Close it there, and run the same command again.",
            error
        );
    }

    [RootTheory]
    [InlineData("New-VgsServiceAccountConfig tnt1 | Export-VgsServiceAccountConfig $path")]
    [InlineData("$cards | Import-VgsCard -JournalPath $journal -ResultPath $path")]
    public void A_folder_that_takes_no_file_is_PathAccessDenied_and_named(string writer)
    {
        Shell.Set(
            "cards",
            new
            {
                Name = "Ann",
                CardNumber = "5415775831611962",
                ExpirationMonth = 1,
                ExpirationYear = 30,
            }
        );

        var error = ErrorOf(writer, "/sys/out", "PathAccessDenied");

        Assert.Contains(
            "in the folder '/sys'. Correct its permissions, or give another path.",
            error,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(".tmp", error, StringComparison.Ordinal);
    }

    private string ErrorOf(string script, string path, string? id = null)
    {
        var error = Assert.Single(Run(script, ("path", path), ("journal", Folder.At("journal"))).Errors);
        Assert.StartsWith(id ?? "Path", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        return error.ToString();
    }
}
