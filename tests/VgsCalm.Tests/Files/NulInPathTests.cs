using System.Management.Automation;

namespace VgsCalm.Tests.Files;

/// <summary>A path with a NUL character, as a broken script may give it, is refused in words of ours before anything is sent.</summary>
public sealed class NulInPathTests : ConnectedTest
{
    [Theory]
    [InlineData("Invoke-VgsCalmRequest /cards/CRDabc -OutFile $path")]
    [InlineData("Import-VgsCard $path")]
    [InlineData("Import-VgsCard -LiteralPath $path")]
    [InlineData("Import-VgsCard $csv -JournalPath $path")]
    [InlineData("Import-VgsCard $csv -ResultPath $path")]
    [InlineData("Import-VgsCard $csv -RejectPath $path")]
    [InlineData("Import-VgsCard $csv -ReportPath $path")]
    [InlineData("Connect-VgsCalm -Path $path @uris")]
    [InlineData("Connect-VgsCalm -LiteralPath $path @uris")]
    [InlineData("Connect-VgsCalm $calm @uris -CaCertificatePath $path")]
    [InlineData("Import-VgsServiceAccountConfig -Path $path")]
    [InlineData("Import-VgsServiceAccountConfig -LiteralPath $path")]
    [InlineData("New-VgsServiceAccount ACemulator -Path $path -Session admin")]
    [InlineData("New-VgsServiceAccountConfig tntemulator -Name x | Export-VgsServiceAccountConfig $path")]
    public void A_NUL_in_a_path_is_refused_before_anything_is_sent(string command)
    {
        var path = Folder.At("a\0b.csv");
        var csv = Folder.Write("cards.csv", "Name,Number,ExpMonth,ExpYear\nA,5151510000000012,1,29\n");

        var error = Run(command, ("path", path), ("csv", csv))
            .ShouldFailWith("PathNotUsable", ErrorCategory.InvalidArgument, path);

        Assert.Contains("has a NUL character", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\0', error.ToString());
        Assert.Empty(Emulator.Requests.Snapshot());
        Assert.Equal(["cards.csv"], Folder.Files);
    }
}
