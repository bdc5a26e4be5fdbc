using VgsCalm.Accounts;

namespace VgsCalm.Core.Tests.Formats;

public sealed class ServiceAccountTemplateTests
{
    [Fact]
    public void Calm_is_the_account_of_the_page_with_its_vault()
    {
        var config = Create("calm", vaultId: "tntabc123");

        Assert.Equal("calm", config.Name);
        Assert.Equal(["cards:write", "cards:read"], config.Scope);
        Assert.Empty(config.OptionalScope);
        Assert.Equal("tntabc123", config.VaultId);
        Assert.Equal(["tntabc123"], config.Vaults);
        Assert.Null(config.AccessTokenLifespan);
        Assert.Equal(VgsScopeFormat.String, config.ScopeFormat);
    }

    [Fact]
    public void The_VGS_CLI_has_an_account_without_a_vault_and_with_optional_scopes()
    {
        var config = Create("vgs-cli");

        Assert.Equal("vgs-cli", config.Name);
        Assert.Equal(300, config.AccessTokenLifespan);
        Assert.Equal(["access-logs:read", "organizations:read", "routes:write", "vaults:write"], config.Scope);
        Assert.Equal(["financial-instruments:write", "transfers:write", "orders:write"], config.OptionalScope);
        Assert.Null(config.VaultId);
        Assert.Empty(config.Vaults);
    }

    [Fact]
    public void Reading_without_card_numbers_never_asks_for_the_scope_that_shows_them()
    {
        var config = Create("read-credentials-no-pci", vaultId: "tnt1");

        Assert.Equal(
            [
                "cards:read",
                "card-attributes:read",
                "network-tokens:read",
                "account-validations:write",
                "account-validations:read",
                "account-reference-numbers:read",
            ],
            config.Scope
        );
        Assert.DoesNotContain("cards:read-pci", config.Scope, StringComparer.Ordinal);
        Assert.InRange(config.Name.Length, 1, 20);
    }

    [Fact]
    public void Every_offered_template_is_made_and_survives_writing_and_reading()
    {
        Assert.Equal(["calm", "vgs-cli", "read-credentials-no-pci"], ServiceAccountTemplate.Names);
        Assert.All(
            ServiceAccountTemplate.Names,
            name =>
                Assert.Equal(
                    Create(name, vaultId: "tnt1").Scope,
                    Yaml.Read(Yaml.Write(Create(name.ToUpperInvariant(), vaultId: "tnt1"))).Scope
                )
        );
    }

    [Fact]
    public void Arguments_win_over_the_template()
    {
        var config = ServiceAccountTemplate.Create(
            "vgs-cli",
            "tnt1",
            "mine",
            ["x:read"],
            ["y:read"],
            600,
            VgsScopeFormat.Object
        );

        Assert.Equal("mine", config.Name);
        Assert.Equal(["x:read"], config.Scope);
        Assert.Equal(["y:read"], config.OptionalScope);
        Assert.Equal(600, config.AccessTokenLifespan);
        Assert.Equal("tnt1", config.VaultId);
        Assert.Equal(VgsScopeFormat.Object, config.ScopeFormat);
    }

    [Fact]
    public void A_scope_listed_on_one_side_leaves_the_other_side_of_the_template()
    {
        Assert.Equal(
            ["financial-instruments:write", "orders:write"],
            Create("vgs-cli", scope: ["transfers:write"]).OptionalScope
        );
        Assert.Equal(["cards:write"], Create("calm", vaultId: "tnt1", optionalScope: ["cards:read"]).Scope);
    }

    [Fact]
    public void Unknown_scopes_are_accepted() =>
        Assert.Equal(["quantum:teleport"], Create("calm", vaultId: "tnt1", scope: ["quantum:teleport"]).Scope);

    [Fact]
    public void Later_changes_of_the_callers_arrays_change_nothing()
    {
        string[] scope = ["a"];
        var config = Create("calm", vaultId: "tnt1", scope: scope);
        scope[0] = "b";
        Create("calm", vaultId: "tnt1").Scope[0] = "c";

        Assert.Equal(["a"], config.Scope);
        Assert.Equal(["cards:write", "cards:read"], Create("calm", vaultId: "tnt1").Scope);
    }

    [Fact]
    public void An_unknown_template_names_those_that_there_are()
    {
        var error = Refused(() => Create("clam", vaultId: "tnt1"), "Template");
        Assert.Contains("calm, vgs-cli, read-credentials-no-pci", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("tnt 1")]
    [InlineData("tnt1\n")]
    [InlineData("<VAULT_ID>")]
    public void A_calm_account_needs_a_real_vault(string? vaultId) => Refused(() => Create("calm", vaultId), "VaultId");

    [Theory]
    [InlineData("")]
    [InlineData("\t ")]
    public void A_name_is_not_blank(string name) =>
        Refused(() => ServiceAccountTemplate.Create("vgs-cli", null, name, null, null, null, default), "Name");

    [Theory]
    [InlineData(0)]
    [InlineData(-300)]
    public void A_lifetime_is_positive(int lifespan) =>
        Refused(
            () => ServiceAccountTemplate.Create("vgs-cli", null, null, null, null, lifespan, default),
            "AccessTokenLifespan"
        );

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("cards: read")]
    [InlineData("cards:read\n")]
    [InlineData("cards\u0007read")]
    [InlineData("twice,twice")]
    public void A_list_of_scopes_has_no_blank_no_space_and_no_repetition(string scopes)
    {
        Refused(() => Create("calm", "tnt1", scope: scopes.Split(',')), "Scope");
        Refused(() => Create("calm", "tnt1", optionalScope: scopes.Split(',')), "OptionalScope");
    }

    [Fact]
    public void A_missing_scope_in_a_list_is_refused_too() =>
        Refused(() => Create("calm", "tnt1", optionalScope: [null!]), "OptionalScope");

    [Fact]
    public void A_scope_is_required_or_optional_but_not_both() =>
        Refused(() => Create("calm", "tnt1", ["a", "b"], ["c", "b"]), "OptionalScope");

    [Fact]
    public void An_account_without_any_scope_is_refused() => Refused(() => Create("calm", "tnt1", scope: []), "Scope");

    [Fact]
    public void Optional_scopes_alone_are_enough() =>
        Assert.Empty(Create("calm", "tnt1", scope: [], optionalScope: ["a"]).Scope);

    private static VgsServiceAccountConfig Create(
        string template,
        string? vaultId = null,
        string[]? scope = null,
        string[]? optionalScope = null
    ) => ServiceAccountTemplate.Create(template, vaultId, null, scope, optionalScope, null, VgsScopeFormat.String);

    private static VgsConfigException Refused(Action act, string field)
    {
        var error = Assert.Throws<VgsConfigException>(act);
        Assert.Equal(field, error.Field);
        Assert.Equal(VgsErrorId.ConfigInvalid, error.Id);
        return error;
    }
}
