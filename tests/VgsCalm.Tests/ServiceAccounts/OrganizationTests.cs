using System.Management.Automation;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.ServiceAccounts;

/// <summary>Get-VgsOrganization, Get-VgsVault, and what is taken from them where an id is not given.</summary>
public sealed class OrganizationTests : ConnectedTest
{
    [Fact]
    public void An_organization_has_what_the_contract_lists()
    {
        var found = Run("Get-VgsOrganization -Session admin");

        Assert.Equal(
            ("ACemulator", "Emulator Inc.", "ACTIVE"),
            (found["OrganizationId"], found["Name"], found["State"])
        );
        Assert.Contains("vaults:write", (string[])found["Permissions"]!);
        Assert.IsType<DateTime>(found["CreatedAt"]);
    }

    [Fact]
    public void A_vault_has_what_the_contract_lists()
    {
        var found = Run("Get-VgsVault -Session admin");

        Assert.Equal(
            ("tntemulator", "payments", "SANDBOX", "admin", "ACemulator"),
            (found["VaultId"], found["Name"], found["Environment"], found["Role"], found["OrganizationId"])
        );
        Assert.IsType<DateTime>(found["CreatedAt"]);
    }

    [Theory]
    [InlineData("Get-VgsOrganization ACemulator", 1)]
    [InlineData("Get-VgsOrganization -Name emu*", 1)]
    [InlineData("Get-VgsOrganization -Name other*", 0)]
    [InlineData("Get-VgsVault tntemulator", 1)]
    [InlineData("Get-VgsVault -Name PAY*", 1)]
    [InlineData("Get-VgsVault -Name other*", 0)]
    [InlineData("Get-VgsVault -OrganizationId ACother", 0)]
    [InlineData("Get-VgsOrganization -Session admin | Get-VgsVault", 1)]
    public void They_are_found_by_id_name_and_organization(string script, int count) =>
        Assert.Equal(count, Run($"{script} -Session admin").ThrowIfFailed().Output.Count);

    [Theory]
    [InlineData("Get-VgsVault -Name 'pay[1]'", "pay[1]")]
    [InlineData("Get-VgsVault -Name 'pay[12]'", "pay1")]
    [InlineData("Get-VgsOrganization -Name 'pay[1]'", "pay[1]")]
    [InlineData("Get-VgsOrganization -Name 'pay[12]'", "pay1")]
    public void A_name_goes_before_a_pattern(string script, string name)
    {
        const string Both =
            """{"data":[{"id":"x1","attributes":{"name":"pay1"}},{"id":"x2","attributes":{"name":"pay[1]"}}]}""";
        Always(FaultKind.RawBody, "/accounts/", 200, Both, "application/vnd.api+json");

        Assert.Equal(name, Run(script + " -Session admin")["Name"]);
    }

    [Theory]
    [InlineData("Get-VgsOrganization ACnone", "ACnone")]
    [InlineData("Get-VgsVault tntnone", "tntnone")]
    public void An_id_that_is_not_there_is_NotFound(string script, string id) =>
        Run($"{script} -Session admin").ShouldFailWith("NotFound", ErrorCategory.ObjectNotFound, id);

    [Theory]
    [InlineData("'ACemulator', 'ACemulator' | Get-VgsOrganization", "organizations")]
    [InlineData("[pscustomobject]@{ VaultId = 'tntemulator' } | % { $_, $_ } | Get-VgsVault", "vaults")]
    public void One_list_serves_all_records_of_a_pipeline(string script, string list)
    {
        Assert.Equal(2, Run($"{script} -Session admin").ThrowIfFailed().Output.Count);
        Assert.Equal(1, Emulator.Requests.Count("GET", $"/accounts/{list}"));
    }

    [Theory]
    [InlineData("tntemulator", "looks like a vault's id")]
    [InlineData("acemulator", "Did you mean ACemulator?")]
    public void Vaults_of_what_is_no_organization_are_none_with_a_warning(string id, string warning)
    {
        var found = Run(
            $"'1', '2' | % {{ [pscustomobject]@{{ OrganizationId = '{id}' }} }} | Get-VgsVault -Session admin"
        );

        Assert.Empty(found.ThrowIfFailed().Output);
        Assert.Contains(warning, Assert.Single(found.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_in_pages_is_read_to_its_end()
    {
        foreach (var at in Enumerable.Range(1, 6))
        {
            Emulator.AddVault(
                new()
                {
                    Id = $"tnt{at}",
                    Name = $"vault {at}",
                    OrganizationId = "ACemulator",
                }
            );
        }

        Emulator.Options.AccountsPageSize = 3;

        Assert.Equal(7, Run("Get-VgsVault -Session admin").ThrowIfFailed().Output.Count);
        Assert.Equal(3, Emulator.Requests.Count("GET", "/accounts/vaults"));
    }

    [Theory]
    [InlineData(
        """{"data":[{"id":"VLT1","attributes":{"identifier":"t-1"}},{"attributes":{}},7,{"id":"t-2"}]}""",
        "t-1 t-2"
    )]
    [InlineData("""{"data":[]}""", "")]
    [InlineData("""{"data":[{"id":"t-1","attributes":{"name":5,"created_at":"soon"}}],"links":{"next":null}}""", "t-1")]
    public void Vaults_without_an_id_are_left_out(string body, string ids)
    {
        Always(FaultKind.RawBody, "/accounts/vaults", 200, body, "application/vnd.api+json");

        Assert.Equal(ids, string.Join(' ', Run("(Get-VgsVault -Session admin).VaultId").ThrowIfFailed().Output));
    }

    [Fact]
    public void A_list_that_leads_back_to_itself_is_ResponseInvalid()
    {
        Always(
            FaultKind.RawBody,
            "/accounts/vaults",
            200,
            $"{{\"data\":[],\"links\":{{\"next\":\"{Emulator.AccountsUri}/vaults?page=2\"}}}}",
            "application/vnd.api+json"
        );

        Run("Get-VgsVault -Session admin").ShouldFailWith("ResponseInvalid", ErrorCategory.ProtocolError, "/vaults");
    }

    [Fact]
    public void A_next_page_on_another_host_is_not_asked_for()
    {
        Always(
            FaultKind.RawBody,
            "/accounts/vaults",
            200,
            """{"data":[],"links":{"next":"https://evil.example/vaults?page=2"}}""",
            "application/vnd.api+json"
        );

        Run("Get-VgsVault -Session admin")
            .ShouldFailWith("ForeignHost", ErrorCategory.SecurityError, "https://evil.example/vaults");
    }

    [Theory]
    [InlineData("New-VgsServiceAccountConfig tntemulator | New-VgsServiceAccount -Session admin")]
    [InlineData("Get-VgsServiceAccount -Session admin")]
    [InlineData("Get-VgsVault -Session admin | New-VgsServiceAccountConfig | New-VgsServiceAccount -Session admin")]
    public void The_only_organization_need_not_be_named(string script) =>
        Assert.All(
            Run(script).ThrowIfFailed().Output,
            account => Assert.Equal("ACemulator", account.Properties["OrganizationId"].Value)
        );

    [Fact]
    public void The_only_organization_is_asked_for_once_a_session()
    {
        Run("Get-VgsServiceAccount -Session admin; Get-VgsServiceAccount -Session admin").ThrowIfFailed();

        Assert.Equal(1, Emulator.Requests.Snapshot().Count(entry => entry.Path == "/accounts/organizations"));
    }

    [Fact]
    public void Another_organization_than_the_vaults_is_ambiguous_and_makes_nothing()
    {
        var error = Run(
                "Get-VgsVault -Session admin | New-VgsServiceAccountConfig | New-VgsServiceAccount ACother -Session admin"
            )
            .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "OrganizationId");

        Assert.Contains("ACother", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, Emulator.Requests.Count("POST", "/accounts"));
    }

    [Fact]
    public void The_name_of_a_vault_in_the_place_of_its_id_is_told()
    {
        var error = Run("Get-VgsVault payments -Session admin")
            .ShouldFailWith("NotFound", ErrorCategory.ObjectNotFound, "payments");

        Assert.Contains("Get-VgsVault -Name 'payments' -Session admin", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7dbf495e-254b-4e76-aaab-1bb5b726a53a", "Did you mean ACgwBwv1PeYLXpxsMyrSKYbw?")]
    [InlineData("7dbf495e254b4e76aaab1bb5b726a53a", "Did you mean ACgwBwv1PeYLXpxsMyrSKYbw?")]
    [InlineData("acgwBwv1PeYLXpxsMyrSKYbw", "Did you mean ACgwBwv1PeYLXpxsMyrSKYbw?")]
    [InlineData("tntemulator", "looks like a vault's id")]
    [InlineData("ACemulator-calm-00001", "looks like a client id")]
    [InlineData("ACgwBwv1PeYLXpxsMyrSKYb0", "has a '0'")]
    public void An_odd_id_is_sent_as_it_is_with_a_warning_that_helps(string id, string hint)
    {
        var result = Run($"Get-VgsServiceAccount {id} -Session admin");

        Assert.Contains(hint, Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(1, Emulator.Requests.Count("GET", $"/accounts/organizations/{id}"));
    }

    [Theory]
    [InlineData("ACgwBwv1PeYLXpxsMyrSKYbw")]
    [InlineData("ACbPpQJd2cwkVewGNBtCYMC")]
    [InlineData("ACemulator")]
    [InlineData("whatever")]
    public void A_usual_or_unknown_form_of_id_gets_no_warning(string id) =>
        Assert.Empty(Run($"Get-VgsServiceAccount {id} -Session admin").Warnings);
}
