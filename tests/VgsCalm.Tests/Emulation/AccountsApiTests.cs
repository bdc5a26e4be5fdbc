using VgsCalm.Emulator.Accounts;

namespace VgsCalm.Tests.Emulation;

/// <summary>Organizations, vaults and members of the emulator's Accounts API, in the shapes of VGS's clients.</summary>
public sealed class AccountsApiTests : EmulatorTest
{
    private const string Organizations = "accounts/organizations";

    [Fact]
    public async Task A_caller_sees_the_organizations_that_it_is_a_member_of()
    {
        Emulator.AddOrganization(new Organization { Id = "ACother", Name = "Other" });

        var reply = await GetAsync(Organizations);

        var organization = Assert.Single(reply.Json["data"]!.AsArray())!;
        Assert.Equal(
            ("ACemulator", "organizations"),
            (organization["id"]!.ToString(), organization["type"]!.ToString())
        );
        var attributes = organization["attributes"]!;
        Assert.Equal(("Emulator Inc.", "ACTIVE"), (attributes["name"]!.ToString(), attributes["state"]!.ToString()));
        Assert.NotEmpty(attributes["permissions"]!.AsArray());
        Assert.Equal(404, (await GetAsync($"{Organizations}/ACother")).Status);
    }

    [Theory]
    [InlineData(Organizations + "/ACemulator", "organizations")]
    [InlineData(Organizations + "/ACemulator/environments", "environments")]
    [InlineData(Organizations + "/ACemulator/members", "members")]
    [InlineData(Organizations + "/ACemulator/users", "members")]
    [InlineData("accounts/vaults", "vaults")]
    [InlineData("accounts/vaults/tntemulator", "vaults")]
    [InlineData("accounts/vaults/tntemulator/members", "members")]
    public async Task Each_call_answers_resources_of_its_type(string path, string type)
    {
        var reply = await GetAsync(path);

        var data = reply.Json["data"]!;
        var first = data is System.Text.Json.Nodes.JsonArray list ? list[0]! : data;
        Assert.Equal((200, type), (reply.Status, first["type"]!.ToString()));
    }

    [Theory]
    [InlineData("ACemulator", "internal_id identifier name active state permissions created_at updated_at")]
    [InlineData("ACemulator/environments", "id name identifier region is_live")]
    public async Task A_resource_has_the_attributes_that_VGSs_has(string path, string attributes)
    {
        var data = (await GetAsync($"{Organizations}/{path}")).Json["data"]!;

        var first = data is System.Text.Json.Nodes.JsonArray list ? list[0]! : data;
        Assert.Equal(attributes.Split(' '), first["attributes"]!.AsObject().Select(pair => pair.Key));
    }

    [Fact]
    public async Task There_are_no_invites() =>
        Assert.Empty((await GetAsync($"{Organizations}/ACemulator/invites")).Json["data"]!.AsArray());

    [Fact]
    public async Task Vaults_are_found_by_their_identifier()
    {
        Emulator.AddVault(
            new Vault
            {
                Id = "tntother",
                Name = "other",
                OrganizationId = "ACemulator",
            }
        );

        var all = await GetAsync("accounts/vaults");
        var one = await GetAsync("accounts/vaults?filter[vaults][identifier]=tntother");
        var none = await GetAsync("accounts/vaults?filter[vaults][identifier]=tntnone");

        Assert.Equal(2, all.Json["data"]!.AsArray().Count);
        var vault = Assert.Single(one.Json["data"]!.AsArray())!;
        Assert.StartsWith("VLT", vault["id"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("tntother", vault["attributes"]!["identifier"]!.ToString());
        Assert.Equal("ACemulator", vault["relationships"]!["organization"]!["data"]!["id"]!.ToString());
        Assert.Empty(none.Json["data"]!.AsArray());
    }

    [Fact]
    public async Task A_new_vault_shows_its_credentials_once()
    {
        const string Body =
            """{"data":{"attributes":{"name":"new"},"relationships":{"organization":{"data":{"id":"ACemulator"}}}}}""";

        var made = await SendAsync(HttpMethod.Post, "accounts/vaults", await AdminTokenAsync(), JsonApi(Body));

        Assert.Equal(201, made.Status);
        Assert.NotEqual("", made.Attributes["credentials"]!["secret"]!.ToString());
        Assert.DoesNotContain("credentials", (await GetAsync("accounts/vaults")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_members_role_in_a_vault_can_be_changed()
    {
        var path = $"accounts/vaults/tntemulator/members/{Emulator.Person.Id}";

        var changed = await SendAsync(
            HttpMethod.Put,
            path,
            await AdminTokenAsync(),
            JsonApi("""{"data":{"attributes":{"role":"read"}}}""")
        );

        Assert.Equal(204, changed.Status);
        var member = (await GetAsync("accounts/vaults/tntemulator/members")).Json["data"]![0]!;
        Assert.Equal("read", member["attributes"]!["role"]!.ToString());
    }

    [Fact]
    public async Task A_member_is_taken_out_of_a_vault_and_brought_back()
    {
        var path = $"accounts/vaults/tntemulator/members/{Emulator.Person.Id}";
        var token = await AdminTokenAsync();

        Assert.Equal(204, (await SendAsync(HttpMethod.Delete, path, token)).Status);
        Assert.Empty((await GetAsync("accounts/vaults/tntemulator/members")).Json["data"]!.AsArray());
        Assert.Equal(404, (await SendAsync(HttpMethod.Delete, path, token)).Status);

        var role = JsonApi("""{"data":{"attributes":{"role":"write"}}}""");
        Assert.Equal(204, (await SendAsync(HttpMethod.Put, path, token, role)).Status);
        Assert.Single((await GetAsync("accounts/vaults/tntemulator/members")).Json["data"]!.AsArray());
    }

    [Fact]
    public async Task A_list_in_pages_has_a_link_to_the_next()
    {
        Emulator.AddVault(
            new Vault
            {
                Id = "tnt2",
                Name = "second",
                OrganizationId = "ACemulator",
            }
        );
        Emulator.AddVault(
            new Vault
            {
                Id = "tnt3",
                Name = "third",
                OrganizationId = "ACemulator",
            }
        );
        Emulator.Options.AccountsPageSize = 2;

        var first = await GetAsync("accounts/vaults");
        var second = await GetAsync(first.Json["links"]!["next"]!.ToString());

        Assert.Equal(2, first.Json["data"]!.AsArray().Count);
        Assert.Equal("tnt3", Assert.Single(second.Json["data"]!.AsArray())!["attributes"]!["identifier"]!.ToString());
        Assert.Null(second.Json["links"]!["next"]);
    }

    [Fact]
    public async Task A_service_account_needs_the_scope_of_the_call()
    {
        var token = await CalmTokenAsync();

        var reply = await SendAsync(HttpMethod.Get, Organizations, token);

        Assert.Equal(403, reply.Status);
        Assert.Contains("organizations:read", reply.Body, StringComparison.Ordinal);
    }

    private async Task<Reply> GetAsync(string path) => await SendAsync(HttpMethod.Get, path, await AdminTokenAsync());
}
