using System.Management.Automation;

namespace VgsCalm.Tests.Files;

/// <summary>A shell without a home folder, as in a container whose user has no entry in passwd.</summary>
public sealed class NoHomeTests : ConnectedTest
{
    [Theory]
    [InlineData("Connect-VgsCalm -Path $path")]
    [InlineData("Import-VgsCard $path -WhatIf")]
    [InlineData("Import-VgsCard $csv -ResultPath $path")]
    [InlineData("New-VgsServiceAccountConfig tnt1 | Export-VgsServiceAccountConfig $path")]
    [InlineData("Import-VgsServiceAccountConfig $path")]
    public void A_path_in_a_home_that_is_not_there_is_named_with_what_to_do(string command)
    {
        Shell.Set("csv", Folder.Write("cards.csv", "Name,Number,ExpMonth,ExpYear\nA,5151510000000012,1,29\n"));
        Run("(Get-PSProvider FileSystem).Home = ''").ThrowIfFailed();

        var error = Run(command, ("path", "~/it.yaml"))
            .ShouldFailWith("PathNotUsable", ErrorCategory.InvalidArgument, "~/it.yaml");

        Assert.Contains("'~/it.yaml' is in the home folder", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Give the whole path, or set HOME", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Emulator.Requests.Snapshot());
    }
}
