namespace VgsCalm.Tests.ServiceAccounts;

/// <summary>What to do where an account's secret or id is not at hand: nothing that leads back here, or makes a second account.</summary>
public sealed class SecretAdviceTests : ConnectedTest
{
    private const string Listed =
        "New-VgsServiceAccountConfig tntemulator | New-VgsServiceAccount ACemulator -Session admin | "
        + "Get-VgsServiceAccount -Session admin | ";

    [Theory]
    [InlineData(Listed + "Connect-VgsCalm -Name x @uris", "Connect with -Credential, from where the secret was saved")]
    [InlineData(Listed + "Export-VgsServiceAccountConfig $path -IncludeSecret", "Leave -IncludeSecret out")]
    public void VGS_gives_no_secret_twice_so_a_successor_is_named(string script, string advice)
    {
        var text = Run(script, ("path", Folder.At("x.yaml"))).Failure!.ErrorDetails.Message;

        Assert.Contains(advice, text, StringComparison.Ordinal);
        Assert.Contains("Reset-VgsServiceAccount makes a successor", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Correct the configuration", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_an_id_may_be_of_an_account_that_was_made()
    {
        var text = Run(
            "New-VgsServiceAccountConfig tntemulator | Export-VgsServiceAccountConfig $path; "
                + "$null = New-VgsServiceAccount ACemulator -Path $path -Session admin; Connect-VgsCalm -Path $path -Name x @uris",
            ("path", Folder.At("x.yaml"))
        ).Failure!.ErrorDetails.Message;

        Assert.Contains("each run of New-VgsServiceAccount makes another one", text, StringComparison.Ordinal);
        Assert.DoesNotContain("not applied", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "Path $path -Config (New-VgsServiceAccountConfig tntemulator)",
        "exclude each other; nothing was made. Give one of them."
    )]
    [InlineData("Path $path", "leave -Path and -Config out where the list tells them, or give those of this account.")]
    public void What_is_given_for_a_replacement_needs_no_correction(string given, string advice)
    {
        var text = Run(
            "$old, $other = 1..2 | ForEach-Object { New-VgsServiceAccountConfig tntemulator | "
                + "New-VgsServiceAccount ACemulator -Session admin }; $other | Export-VgsServiceAccountConfig $path; "
                + $"Reset-VgsServiceAccount ACemulator -ClientId $old.ClientId -Session admin -{given}",
            ("path", Folder.At("x.yaml"))
        ).Failure!.ErrorDetails.Message;

        Assert.EndsWith(advice, text, StringComparison.Ordinal);
    }
}
