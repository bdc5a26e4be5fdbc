using System.Management.Automation;
using System.Text.RegularExpressions;

namespace VgsCalm.Tests.Files;

/// <summary>A file whose name has a colon, such as the time of a delivery: PowerShell takes what is before it for a drive.</summary>
public sealed class ColonInPathTests : ConnectedTest
{
    [LinuxTheory]
    [InlineData("(Import-VgsCard PATH).Total", "at 12:30.csv", "1")]
    [InlineData("(Import-VgsCard -LiteralPath PATH).Total", "at 12:30.csv", "1")]
    [InlineData("(Import-VgsCard $csv -ResultPath PATH).Total", "it's 12:31.csv", "1")]
    [InlineData(
        "New-VgsServiceAccountConfig t -Name x | Export-VgsServiceAccountConfig PATH -PassThru | % Name",
        "a:b",
        "a:b"
    )]
    public void It_is_found_as_the_error_says(string command, string name, string output)
    {
        Shell.Set("csv", Folder.Write("at 12:30.csv", "Name,Number,ExpMonth,ExpYear\nA,5151510000000012,1,29\n"));
        Shell.Set("folder", Folder.Path);
        Shell.Set("name", name);
        Run("Set-Location $folder").ThrowIfFailed();

        var error = Run(command.Replace("PATH", "$name", StringComparison.Ordinal))
            .ShouldFailWith("DriveNotFound", ErrorCategory.ObjectNotFound, name);

        Assert.Empty(Emulator.Requests.Snapshot());
        var advised = Regex.Match(error.ToString(), "is given as (.+)\\.$").Groups[1].Value;
        Assert.Equal(
            output,
            Run(command.Replace("PATH", advised, StringComparison.Ordinal)).ThrowIfFailed().Single.ToString()
        );
    }
}
