using System.Management.Automation;

namespace VgsCalm.Tests.Files;

/// <summary>A path that names its provider, or that a location in another provider gives one.</summary>
public sealed class ProviderInPathTests : ConnectedTest
{
    // PowerShell hands FileSystem::name on as it is: it would be where the process was started, and a new file in the root folder.
    [Theory]
    [InlineData("Import-VgsCard FileSystem::cards.csv", "FileSystem::cards.csv")]
    [InlineData("Import-VgsCard FileSystem::*.csv", "FileSystem::*.csv")]
    [InlineData("Import-VgsCard -LiteralPath FileSystem::./cards.csv", "FileSystem::./cards.csv")]
    [InlineData("Import-VgsCard $csv -ResultPath FileSystem::r.csv", "FileSystem::r.csv")]
    [InlineData("Import-VgsCard $csv -JournalPath FileSystem::j", "FileSystem::j")]
    [InlineData("Import-VgsServiceAccountConfig FileSystem::a.yaml", "FileSystem::a.yaml")]
    [InlineData(
        "New-VgsServiceAccountConfig t -Name x | Export-VgsServiceAccountConfig FileSystem::a.yaml",
        "FileSystem::a.yaml"
    )]
    public void A_provider_without_a_full_path_is_refused(string command, string path)
    {
        var error = RunThere(command).ShouldFailWith("PathNotUsable", ErrorCategory.InvalidArgument, path);

        Assert.Contains("the name without the provider", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Emulator.Requests.Snapshot());
        Assert.Equal(["cards.csv"], Folder.Files);
    }

    [Fact]
    public void A_provider_with_a_full_path_is_found() =>
        Assert.Equal("1", RunThere("(Import-VgsCard \"FileSystem::$csv\").Total").ThrowIfFailed().Single.ToString());

    [Fact]
    public void A_name_in_another_provider_is_refused_with_its_name()
    {
        var error = RunThere("Set-Location Env:; Import-VgsCard cards.csv")
            .ShouldFailWith("PathNotUsable", ErrorCategory.InvalidArgument, "cards.csv");

        Assert.Contains("of the provider Environment", error.ToString(), StringComparison.Ordinal);
    }

    private ShellResult RunThere(string command)
    {
        Shell.Set("csv", Folder.Write("cards.csv", "Name,Number,ExpMonth,ExpYear\nA,5151510000000012,1,29\n"));
        Shell.Set("folder", Folder.Path);
        Run("Set-Location $folder").ThrowIfFailed();
        return Run(command);
    }
}
