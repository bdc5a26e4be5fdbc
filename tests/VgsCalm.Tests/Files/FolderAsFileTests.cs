using System.Management.Automation;

namespace VgsCalm.Tests.Files;

/// <summary>A folder in the place of a file is told as such, whichever parameter has it.</summary>
public sealed class FolderAsFileTests : ConnectedTest
{
    [Theory]
    [InlineData("Import-VgsCard $path")]
    [InlineData("Import-VgsCard -LiteralPath $path")]
    [InlineData("Import-VgsServiceAccountConfig $path")]
    [InlineData("New-VgsServiceAccountConfig tnt1 | Export-VgsServiceAccountConfig $path -Force")]
    [InlineData("Connect-VgsCalm -Path $path @uris")]
    [InlineData("Connect-VgsCalm -LiteralPath $path @uris")]
    [InlineData("Connect-VgsCalm $calm -CaCertificatePath $path -Proxy http://127.0.0.1:1 @uris")]
    [InlineData("New-VgsServiceAccount -Path $path -Session admin")]
    public void It_is_PathNotUsable(string script)
    {
        var error = Run(script, ("path", Folder.Path))
            .ShouldFailWith("PathNotUsable", ErrorCategory.WriteError, Folder.Path);

        Assert.Contains("is a folder", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Emulator.Requests.Snapshot());
    }
}
