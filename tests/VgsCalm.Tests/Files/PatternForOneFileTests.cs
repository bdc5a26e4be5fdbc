using System.Management.Automation;

namespace VgsCalm.Tests.Files;

/// <summary>A pattern where one file is meant: of several that fit, none is taken, and none is said to be missing.</summary>
public sealed class PatternForOneFileTests : ConnectedTest
{
    [Theory]
    [InlineData("Connect-VgsCalm -Path $pattern -Name x @uris")]
    [InlineData("New-VgsServiceAccount ACemulator -Path $pattern -Session admin")]
    public void Several_files_that_fit_are_counted(string command)
    {
        var accounts = Emulator.ServiceAccounts.Count;
        Run(
                "'a', 'b' | ForEach-Object { New-VgsServiceAccountConfig tntemulator | Export-VgsServiceAccountConfig $folder/$_.yaml }",
                ("folder", Folder.Path)
            )
            .ThrowIfFailed();

        var error = Run(command, ("pattern", Folder.At("*.yaml"))).Failure!;

        Assert.StartsWith("PathNotUsable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("fits 2 files, and one is meant", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Equal(accounts, Emulator.ServiceAccounts.Count);
    }
}
