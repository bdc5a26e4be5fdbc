namespace VgsCalm.Tests.ServiceAccounts;

/// <summary>The output of one command as the input of another that needs more, or something else, than it has.</summary>
public sealed class OtherObjectTests : ConnectedTest
{
    [Fact]
    public void The_vault_of_a_configuration_from_a_file_is_found()
    {
        var script =
            "New-VgsServiceAccountConfig tntemulator | Export-VgsServiceAccountConfig $file; "
            + "Import-VgsServiceAccountConfig $file | Get-VgsVault -Session admin";

        Assert.Equal("tntemulator", Run(script, ("file", Folder.At("x.yaml")))["VaultId"]);
    }

    [Theory]
    [InlineData("Get-VgsVault -OrganizationId '' -Session admin")]
    [InlineData("Get-VgsVault -OrganizationId $null -Session admin")]
    public void An_empty_organization_that_was_typed_is_refused(string script)
    {
        Assert.Contains("-OrganizationId is empty", Run(script).Failure!.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, Emulator.Requests.Count());
    }

    [Theory]
    [InlineData("New-VgsServiceAccountConfig tntemulator | Get-VgsServiceAccount -Session admin", "ClientId")]
    [InlineData("New-VgsServiceAccountConfig tntemulator | Remove-VgsServiceAccount -Session admin -Force", "ClientId")]
    [InlineData("Get-VgsCalmSession admin | Get-VgsVault -Session admin", "VaultId")]
    [InlineData("Get-VgsCalmSession admin | New-VgsServiceAccountConfig", "VaultId")]
    [InlineData("[pscustomobject]@{ OrganizationId = '' } | Get-VgsOrganization -Session admin", "Id")]
    [InlineData("Get-VgsServiceAccount -ClientId 'a', '' -Session admin", "ClientId")]
    [InlineData("Remove-VgsServiceAccount -ClientId @() -Session admin", "ClientId")]
    public void An_id_that_is_empty_is_said_to_be(string script, string parameter)
    {
        var refused = Run(script).Failure!;

        Assert.StartsWith("ParameterArgumentValidationError,", refused.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"'{parameter}'. It is empty", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, Emulator.Requests.Count());
    }

    [Theory]
    [InlineData("$config | Reset-VgsServiceAccount -Session admin", "with -ClientId")]
    [InlineData("Reset-VgsServiceAccount -InputObject $config -Session admin", "with -ClientId")]
    [InlineData("$vault | Reset-VgsServiceAccount -Session admin", "with -ClientId")]
    [InlineData("$vault | New-VgsServiceAccount -Session admin", "New-VgsServiceAccountConfig")]
    [InlineData("$account | New-VgsServiceAccount -Session admin", "Reset-VgsServiceAccount")]
    public void One_thing_in_the_place_of_another_is_refused_by_its_name(string script, string advice)
    {
        Run(
                "$vault = Get-VgsVault -Session admin; $config = $vault | New-VgsServiceAccountConfig; "
                    + "$account = $config | New-VgsServiceAccount -Session admin"
            )
            .ThrowIfFailed();
        var accounts = Emulator.ServiceAccounts.Count;

        var refused = Run(script).Failure!.ToString();

        Assert.Matches("A Vgs[A-Za-z]+ is no VgsServiceAccount", refused);
        Assert.Contains(advice, refused, StringComparison.Ordinal);
        Assert.Equal(accounts, Emulator.ServiceAccounts.Count);
    }

    [Theory]
    [InlineData("Get-VgsServiceAccount $account -Session admin", "OrganizationId")]
    [InlineData("Get-VgsServiceAccount -OrganizationId $config -Session admin", "OrganizationId")]
    [InlineData("Remove-VgsServiceAccount $account -Session admin -Force", "OrganizationId")]
    [InlineData("Reset-VgsServiceAccount $account -Session admin", "OrganizationId")]
    [InlineData("New-VgsServiceAccount $config -Session admin", "OrganizationId")]
    [InlineData("Connect-VgsCalm $account -Name x", "Credential")]
    [InlineData("Connect-VgsCalm -Credential $config -Name x", "Credential")]
    public void An_account_that_was_typed_is_to_be_piped(string script, string parameter)
    {
        Run(
                "$config = New-VgsServiceAccountConfig tntemulator; "
                    + "$account = Get-VgsServiceAccount -ClientId *calm* -Session admin"
            )
            .ThrowIfFailed();
        var requests = Emulator.Requests.Count();

        var refused = Run(script).Failure!.ToString();

        Assert.Contains($"'{parameter}'", refused, StringComparison.Ordinal);
        Assert.Contains(" pipe", refused, StringComparison.Ordinal);
        Assert.Equal(requests, Emulator.Requests.Count());
    }
}
