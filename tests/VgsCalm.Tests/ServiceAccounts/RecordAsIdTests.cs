namespace VgsCalm.Tests.ServiceAccounts;

/// <summary>A record where the id of one is meant, as it is or as a file gives it: its id is taken, never its text.</summary>
public sealed class RecordAsIdTests : ConnectedTest
{
    private const string Records =
        "$vault = Get-VgsVault -Session admin; $organization = Get-VgsOrganization -Session admin; "
        + "$account = New-VgsServiceAccountConfig $vault | New-VgsServiceAccount -OrganizationId $organization -Session admin; ";

    private const string AsJson = "ConvertTo-Json -WarningAction Ignore | ConvertFrom-Json";

    [Theory]
    [InlineData("(New-VgsServiceAccountConfig $vault).VaultId", "tntemulator")]
    [InlineData("(New-VgsServiceAccountConfig -VaultId ($vault | " + AsJson + ")).VaultId", "tntemulator")]
    [InlineData("(Get-VgsVault $vault -OrganizationId $organization -Session admin).VaultId", "tntemulator")]
    [InlineData("(Get-VgsOrganization $organization -Session admin).OrganizationId", "ACemulator")]
    [InlineData(
        "(@{ OrganizationId = 'ACemulator' } | Get-VgsOrganization -Session admin).OrganizationId",
        "ACemulator"
    )]
    [InlineData("(Get-VgsServiceAccount $organization -ClientId $account -Session admin).Name", "calm")]
    [InlineData("(Get-VgsServiceAccount ($vault | Select-Object *) -ClientId $account -Session admin).Name", "calm")]
    [InlineData("(Reset-VgsServiceAccount -ClientId ($account | " + AsJson + ") -Session admin).Name", "calm")]
    [InlineData("(Connect-VgsCalm $account.Credential -VaultId $vault -PassThru @uris).VaultId", "tntemulator")]
    [InlineData("(Get-VgsVault -Name $vault -Session admin).VaultId", "tntemulator")]
    [InlineData(
        "(Get-VgsOrganization -Name ($organization | Select-Object Name) -Session admin).OrganizationId",
        "ACemulator"
    )]
    [InlineData("(Get-VgsServiceAccount -Name $account -Session admin).Name", "calm calm")]
    [InlineData("(New-VgsMerchant A -MerchantLegalName B -VaultId $vault).VaultId", "tntemulator")]
    public void Its_id_is_taken(string script, string expected) =>
        Assert.Equal(expected, string.Join(' ', Run(Records + script).ThrowIfFailed().Output));

    [Theory]
    [InlineData("Remove-VgsServiceAccount -ClientId $account -Session admin -Force")]
    [InlineData(
        "$account | Select-Object * | ConvertTo-Csv | ConvertFrom-Csv | Remove-VgsServiceAccount -Session admin -Force"
    )]
    public void The_account_that_is_given_is_the_one_removed(string script) =>
        Assert.Equal(2, Run(Records + script + "; Get-VgsServiceAccount -Session admin").ThrowIfFailed().Output.Count);

    [Fact]
    public void A_merchant_is_given_as_what_made_it()
    {
        Run(
                "$m = New-VgsMerchant A -MerchantLegalName B; "
                    + "New-VgsCard -Name A -Number 4111111111111112 -ExpMonth 1 -ExpYear 30 -MerchantId $m; "
                    + "New-VgsNetworkToken 5114103XX3542293 -ExpMonth 1 -ExpYear 30 -MerchantId ($m | Select-Object *)"
            )
            .ThrowIfFailed();
    }

    [Theory]
    [InlineData("Get-VgsVault -OrganizationId $card -Session admin", "OrganizationId")]
    [InlineData("Get-VgsServiceAccount @{ Id = 1 } -Session admin", "OrganizationId")]
    [InlineData("Remove-VgsServiceAccount -ClientId $card -Session admin -Force", "ClientId")]
    [InlineData("New-VgsServiceAccountConfig $card", "VaultId")]
    public void A_record_without_such_an_id_is_refused_unsent(string script, string member)
    {
        var refused = Run("$card = [pscustomobject]@{ Number = '4111111111111112' }; " + script).Failure!.ToString();

        Assert.Contains($"without a member {member}", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("4111111111111112", refused, StringComparison.Ordinal);
        Assert.Equal(0, Emulator.Requests.Count());
    }
}
