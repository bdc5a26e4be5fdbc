using System.Management.Automation;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Rotation;

/// <summary>Reset-VgsServiceAccount: whose settings the successor gets, and what is put back where the list tells little.</summary>
public sealed class ResetSettingsTests : CredentialHandoverTest
{
    private const string Replace = "Reset-VgsServiceAccount -ClientId $old.ClientId -Session admin";
    private const string OtherVault = "-Config (New-VgsServiceAccountConfig tntother -Name nightly)";

    private string File => Folder.At("store.yaml");

    [Fact]
    public void The_file_of_another_account_is_refused()
    {
        Run(
                "$other = New-VgsServiceAccountConfig tntemulator -Name other | New-VgsServiceAccount ACemulator -Session admin; "
                    + "$other | Export-VgsServiceAccountConfig $file -IncludeSecret",
                ("file", File)
            )
            .ThrowIfFailed();

        var error = Run($"{Replace} -Path $file").ShouldFailWith("ConfigInvalid", ErrorCategory.InvalidData, "Config");

        Assert.Contains("nothing was made", error.ToString(), StringComparison.Ordinal);
        Assert.Single(Others());
    }

    [Fact]
    public void The_file_of_a_predecessor_serves_without_its_client_id()
    {
        Run(
                "$old | Export-VgsServiceAccountConfig $file -IncludeSecret; "
                    + "$old = $old | Reset-VgsServiceAccount -Session admin",
                ("file", File)
            )
            .ThrowIfFailed();
        var before = Others();

        var error = Run($"{Replace} -Path $file").ShouldFailWith("ConfigInvalid", ErrorCategory.InvalidData, "Config");

        Assert.Contains("a copy of it without clientId and clientSecret", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, Others());

        System.IO.File.WriteAllLines(
            File,
            System
                .IO.File.ReadAllLines(File)
                .Where(line =>
                    !line.Contains("clientId:", StringComparison.Ordinal)
                    && !line.Contains("clientSecret:", StringComparison.Ordinal)
                )
        );

        Assert.Equal("nightly", Run($"{Replace} -Path $file")["Name"]);
    }

    [Theory]
    [InlineData(Replace)]
    [InlineData("$old | Reset-VgsServiceAccount -Session admin")]
    public void Settings_for_another_vault_are_refused(string reset)
    {
        var error = Run($"{reset} {OtherVault}").ShouldFailWith("ConfigInvalid", ErrorCategory.InvalidData, "Config");

        Assert.Contains("'tntother'", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Others());
    }

    // Whoever sees several organizations would have to name one.
    [Theory]
    [InlineData("Reset-VgsServiceAccount -InputObject $old -Session admin")]
    [InlineData($"{Replace} -Config (Get-VgsVault tntemulator -Session admin | New-VgsServiceAccountConfig)")]
    public void The_organization_is_that_of_the_account_or_of_the_settings(string script)
    {
        Run(script).ThrowIfFailed();

        Assert.DoesNotContain(Emulator.Requests.Snapshot(), request => request.Path == "/accounts/organizations");
    }

    [Fact]
    public void Settings_of_a_vault_in_another_organization_are_refused()
    {
        Run(
                "Reset-VgsServiceAccount ACtwo -ClientId $old.ClientId -Session admin "
                    + "-Config (Get-VgsVault tntemulator -Session admin | New-VgsServiceAccountConfig)"
            )
            .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "OrganizationId");

        Assert.Empty(Others());
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Path $file")]
    public void A_file_gets_back_all_that_it_had(string settings)
    {
        Run("$old | Export-VgsServiceAccountConfig $file -IncludeSecret", ("file", File)).ThrowIfFailed();
        var before = System.IO.File.ReadAllText(File);
        Always(
            FaultKind.RawBody,
            List,
            200,
            $"{{\"data\":{{\"attributes\":{{\"service_accounts\":[{{\"client_id\":\"{OldId}\"}}]}}}}}}",
            "application/vnd.api+json",
            method: "GET"
        );

        Run(
                $"$old | Reset-VgsServiceAccount -Session admin {settings} "
                    + "-Save { $_ | Export-VgsServiceAccountConfig $file -IncludeSecret -Force } "
                    + "-Read { if ($vault.reads++ -eq 2) { throw 'busy' }; Import-VgsServiceAccountConfig $file }",
                ("file", File)
            )
            .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, OldId);

        Assert.Equal(before, System.IO.File.ReadAllText(File));
        Run("Connect-VgsCalm -Path $file -Name proof @uris", ("file", File)).ThrowIfFailed();
    }
}
