using System.Management.Automation;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.ServiceAccounts;

public sealed class GetServiceAccountTests : ConnectedTest
{
    private const string Accounts = "/accounts/organizations/ACemulator/service-accounts";

    [Fact]
    public void All_accounts_are_listed_without_their_secrets()
    {
        var made = Emulator.AddServiceAccount(
            ["cards:read"],
            vaultId: "tntabc123",
            name: "nightly",
            accessTokenLifespan: 600,
            optionalScopes: ["cards:write"]
        );

        var accounts = Run("Get-VgsServiceAccount ACemulator -Session admin").ThrowIfFailed().Output;

        Assert.Equal(
            [Emulator.AdminClientId, Emulator.CalmClientId, made.ClientId],
            accounts.Select(a => a.Properties["ClientId"].Value)
        );
        Assert.All(accounts, a => Assert.Null(a.Properties["ClientSecret"].Value));
        Assert.All(accounts, a => Assert.Null(a.Properties["Credential"].Value));
        Assert.All(accounts, a => Assert.Equal("ACemulator", a.Properties["OrganizationId"].Value));
        Assert.Equal("nightly", accounts[2].Properties["Name"].Value);
        Assert.Equal("tntabc123", accounts[2].Properties["VaultId"].Value);
        Assert.Equal(600, accounts[2].Properties["AccessTokenLifespan"].Value);
        Assert.Equal(["cards:read"], (string[])accounts[2].Properties["Scope"].Value);
        Assert.Equal(["cards:write"], (string[])accounts[2].Properties["OptionalScope"].Value);
        Assert.Equal(made.ClientId + "@vgs.dev", accounts[2].Properties["DashboardUser"].Value);
    }

    [Theory]
    [InlineData("night*", new[] { "nightly" })]
    [InlineData("NIGHTLY", new[] { "nightly" })]
    [InlineData("*l*", new[] { "calm", "nightly" })]
    [InlineData("nobody", new string[0])]
    public void Names_choose_with_wildcards_and_no_match_is_no_error(string name, string[] expected)
    {
        Emulator.AddServiceAccount(["cards:read"], name: "nightly");

        var result = Run("Get-VgsServiceAccount ACemulator -Name $name -Session admin", ("name", name)).ThrowIfFailed();

        Assert.Equal(expected, result.Output.Select(a => a.Properties["Name"].Value));
    }

    [Theory]
    [InlineData("team[a]", new[] { "team[a]" })]
    [InlineData("TEAM[A]", new[] { "team[a]" })]
    [InlineData("team[ab]", new[] { "teama" })]
    [InlineData("team*", new[] { "teama", "team[a]" })]
    public void A_name_goes_before_a_pattern(string name, string[] expected)
    {
        Emulator.AddServiceAccount(["cards:read"], name: "teama");
        Emulator.AddServiceAccount(["cards:read"], name: "team[a]");

        var result = Run("Get-VgsServiceAccount ACemulator -Name $name -Session admin", ("name", name)).ThrowIfFailed();

        Assert.Equal(expected, result.Output.Select(a => a.Properties["Name"].Value));
    }

    [Theory]
    [InlineData("Get-VgsServiceAccount ACemulator")]
    [InlineData("Get-VgsOrganization")]
    [InlineData("Get-VgsVault")]
    public void A_name_that_is_no_valid_pattern_means_that_very_name(string command)
    {
        Emulator.AddServiceAccount(["cards:read"], name: "a[1");

        var result = Run($"{command} -Name 'A[1', 'b[1' -Session admin").ThrowIfFailed();

        Assert.Equal(
            command.Contains("Account", StringComparison.Ordinal) ? ["a[1"] : [],
            result.Output.Select(a => a.Properties["Name"].Value)
        );
    }

    [Fact]
    public void An_id_that_is_no_valid_pattern_is_NotFound() =>
        Run("Get-VgsServiceAccount ACemulator -ClientId 'AC[1' -Session admin")
            .ShouldFailWith("NotFound", ErrorCategory.ObjectNotFound, "AC[1");

    [Fact]
    public void An_id_with_brackets_means_the_account_that_has_it()
    {
        foreach (var id in new[] { "ACteama", "ACteam[a]" })
        {
            Emulator.AddServiceAccount(
                new()
                {
                    ClientId = id,
                    ClientSecret = "secret-of-" + id,
                    OrganizationId = "ACemulator",
                    Name = "team",
                    Scopes = [new("cards:read", true)],
                }
            );
        }

        Run(
                "Get-VgsServiceAccount -ClientId 'ACteam[a]' -Session admin | Remove-VgsServiceAccount -Session admin -Force"
            )
            .ThrowIfFailed();

        Assert.Equal("ACteama", Run("Get-VgsServiceAccount -Name team -Session admin")["ClientId"]);
    }

    [Fact]
    public void An_id_that_is_not_there_is_NotFound_and_the_others_come()
    {
        var result = Run(
            "Get-VgsServiceAccount ACemulator -ClientId $calm.UserName, ACnobody, $admin.UserName -Session admin"
        );

        result.ShouldFailWith("NotFound", ErrorCategory.ObjectNotFound, "ACnobody");
        Assert.Equal(
            [Emulator.CalmClientId, Emulator.AdminClientId],
            result.Output.Select(a => a.Properties["ClientId"].Value)
        );
    }

    [Fact]
    public void Ids_come_by_property_name_and_one_request_serves_them_all()
    {
        var result = Run("Get-VgsServiceAccount ACemulator -Session admin | Get-VgsServiceAccount -Session admin")
            .ThrowIfFailed();

        Assert.Equal(
            [Emulator.AdminClientId, Emulator.CalmClientId],
            result.Output.Select(a => a.Properties["ClientId"].Value)
        );
        Assert.Equal(2, Emulator.Requests.Count("GET", Accounts));
    }

    [Fact]
    public void An_account_without_the_right_is_Forbidden() =>
        Run("Get-VgsServiceAccount ACemulator")
            .ShouldFailWith("Forbidden", ErrorCategory.PermissionDenied, "ACemulator");

    [Fact]
    public void An_organization_that_the_service_does_not_know_is_NotFound()
    {
        Always(FaultKind.Status, Accounts, status: 404);

        var error = Run("Get-VgsServiceAccount ACemulator -Session admin")
            .ShouldFailWith("NotFound", ErrorCategory.ObjectNotFound, "ACemulator");

        Assert.Equal(404, error.ValueOf("StatusCode"));
    }

    [Fact]
    public void A_list_in_other_spellings_is_read_all_the_same()
    {
        Always(
            FaultKind.RawBody,
            Accounts,
            body: """
            {"data":{"attributes":{"service_accounts":[
              {"clientId":"AC1","name":"one","scopes":[{"name":"cards:read"}],"vaults":[{"id":"tnt1"}],"accessTokenLifespan":300},
              {"client_id":"AC2","scopes":"cards:read cards:write","annotations":{"vgs.io/vault-id":"tnt2"}},
              {"name":"without an id"}]}}}
            """
        );

        var accounts = Run("Get-VgsServiceAccount ACemulator -Session admin").ThrowIfFailed().Output;

        Assert.Equal(["AC1", "AC2"], accounts.Select(a => a.Properties["ClientId"].Value));
        Assert.Equal(["tnt1", "tnt2"], accounts.Select(a => a.Properties["VaultId"].Value));
        Assert.Equal(["cards:read", "cards:write"], (string[])accounts[1].Properties["Scope"].Value);
    }

    [Theory]
    [InlineData("Get-VgsVault -Session admin | Get-VgsServiceAccount -Session admin", new[] { "calm", "nightly" })]
    [InlineData("Get-VgsServiceAccount -VaultId tntother -Session admin", new[] { "other" })]
    [InlineData("Get-VgsServiceAccount -VaultId tntother -ClientId * -Session admin", new[] { "other" })]
    [InlineData("Get-VgsServiceAccount -VaultId tntnone -Session admin", new string[0])]
    [InlineData(
        "Get-VgsServiceAccount -Name admin -Session admin | Get-VgsServiceAccount -Session admin",
        new[] { "admin" }
    )]
    public void A_vault_stands_for_its_own_accounts(string script, string[] expected)
    {
        Emulator.AddServiceAccount(["cards:read"], name: "nightly");
        Emulator.AddServiceAccount(["cards:read"], vaultId: "tntother", name: "other");

        Assert.Equal(expected, Run(script).ThrowIfFailed().Output.Select(account => account.Properties["Name"].Value));
    }

    [Theory]
    [InlineData("Get-VgsServiceAccount -VaultId $null -Session admin")]
    [InlineData("[pscustomobject]@{ VaultId = '' } | Get-VgsServiceAccount -Session admin")]
    public void An_empty_vault_does_not_stand_for_all_accounts(string script)
    {
        var refused = Run(script);

        refused.ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "VaultId");
        Assert.Empty(refused.Output);
    }
}
