namespace VgsCalm.Core.Tests.Formats;

public sealed class ServiceAccountYamlReadTests
{
    [Fact]
    public void The_file_of_the_page_is_read_as_it_is_printed()
    {
        var reading = Yaml.ReadAll(Yaml.Page);

        Assert.Equal("calm", reading.Config.Name);
        Assert.Equal(["cards:write", "cards:read"], reading.Config.Scope);
        Assert.Equal(VgsScopeFormat.String, reading.Config.ScopeFormat);
        Assert.Null(reading.Config.ClientId);
        Assert.Null(reading.Config.ClientSecret);
        Assert.Null(reading.Config.VaultId);
        Assert.Null(reading.Config.AccessTokenLifespan);
        Assert.Empty(reading.Warnings);
    }

    [Fact]
    public void An_applied_file_gives_its_id_and_a_read_only_secret()
    {
        var config = Yaml.ReadAccount(
            $"clientId: ACtTmnC6V-calm-5S6x8\nclientSecret: {Yaml.Secret}\nname: calm\nscopes: [cards:read]"
        );

        Assert.Equal("ACtTmnC6V-calm-5S6x8", config.ClientId);
        Assert.Equal(Yaml.Secret, Yaml.Reveal(config.ClientSecret));
        Assert.True(config.ClientSecret!.IsReadOnly());
    }

    [Fact]
    public void Scopes_are_read_in_both_forms_mixed_and_optional_ones_apart()
    {
        var config = Yaml.ReadAccount(
            """
            name: calm
            scopes:
              - cards:write
              - name: cards:read
              - name: orders:write
                optional: true
              - name: transfers:write
                optional: false
              - { name: routes:read, optional: ~ }
            """
        );

        Assert.Equal(["cards:write", "cards:read", "transfers:write", "routes:read"], config.Scope);
        Assert.Equal(["orders:write"], config.OptionalScope);
        Assert.Equal(VgsScopeFormat.Object, config.ScopeFormat);
    }

    [Theory]
    [InlineData("scopes: [a, { name: b, optional: true }]", VgsScopeFormat.String)]
    [InlineData("scopes: [{ name: b, optional: true }]", VgsScopeFormat.String)]
    [InlineData("scopes: [a, { name: b }]", VgsScopeFormat.Object)]
    public void The_form_of_the_scopes_is_remembered(string scopes, VgsScopeFormat expected) =>
        Assert.Equal(expected, Yaml.ReadAccount("name: calm\n" + scopes).ScopeFormat);

    [Theory]
    [InlineData("annotations:\n  vgs.io/vault-id: tnt1", "tnt1", "tnt1")]
    [InlineData("vaults: [tnt1]", "tnt1", "tnt1")]
    [InlineData("annotations: { vgs.io/vault-id: tnt1 }\nvaults:\n  - tnt1", "tnt1", "tnt1")]
    [InlineData("annotations: { vgs.io/vault-id: tnt2 }\nvaults: [tnt1, tnt2]", "tnt2", "tnt1,tnt2")]
    [InlineData("vaults: [tnt1, tnt2]", null, "tnt1,tnt2")]
    [InlineData("annotations: { vgs.io/vault-id: <VAULT_ID> }\nvaults: [<VAULT_ID>]", null, "")]
    [InlineData("annotations: { vgs.io/vault-id: '<VAULT_ID>' }\nvaults: ['<VAULT_ID>', tnt1]", "tnt1", "tnt1")]
    [InlineData("annotations: ~\nvaults:", null, "")]
    [InlineData("annotations: <ANNOTATIONS>\nvaults: <VAULTS>", null, "")]
    public void The_vault_comes_from_the_annotation_from_the_list_or_from_both(
        string vault,
        string? expected,
        string expectedVaults
    )
    {
        var config = Yaml.ReadAccount(vault + "\nname: calm\nscopes: [a]");

        Assert.Equal(expected, config.VaultId);
        Assert.Equal(expectedVaults, string.Join(',', config.Vaults));
    }

    [Fact]
    public void Other_annotations_are_kept_and_placeholders_among_them_are_not()
    {
        var config = Yaml.ReadAccount(
            "annotations:\n  vgs.io/vault-id: tnt1\n  team: payments\n  count: 7\n  owner: <OWNER>\n  note: '<b>'\n"
                + "name: calm\nscopes: [a]"
        );

        Assert.Equal(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["team"] = "payments",
                ["count"] = "7",
                ["note"] = "<b>",
            },
            config.Annotations
        );
    }

    [Theory]
    [InlineData("300", 300)]
    [InlineData("2147483647", 2147483647)]
    [InlineData("~", null)]
    [InlineData("null", null)]
    [InlineData("", null)]
    [InlineData("<SECONDS>", null)]
    public void The_lifetime_is_a_number_of_seconds_or_absent(string text, int? expected) =>
        Assert.Equal(
            expected,
            Yaml.ReadAccount($"name: calm\naccessTokenLifespan: {text}\nscopes: [a]").AccessTokenLifespan
        );

    [Theory]
    [InlineData("1.0.0")]
    [InlineData("'1.0.0'")]
    [InlineData("\"1.0.0\"")]
    [InlineData("1.0")]
    [InlineData("1.2.3")]
    [InlineData("1")]
    public void Every_version_1_is_read(string version) =>
        Assert.Equal(
            "calm",
            Yaml.Read($"apiVersion: {version}\nkind: ServiceAccount\ndata: {{ name: calm, scopes: [a] }}").Name
        );

    [Theory]
    [InlineData("yes", "yes")]
    [InlineData("true", "true")]
    [InlineData("1.0", "1.0")]
    [InlineData("1e5", "1e5")]
    [InlineData("0x10", "0x10")]
    [InlineData("0o17", "0o17")]
    [InlineData("60:30", "60:30")]
    [InlineData(".inf", ".inf")]
    [InlineData("'~'", "~")]
    [InlineData("'null'", "null")]
    [InlineData("\"<x>\"", "<x>")]
    [InlineData("two words", "two words")]
    [InlineData("|-\n    first\n    second", "first\nsecond")]
    public void A_name_is_its_text_whatever_it_looks_like(string written, string expected) =>
        Assert.Equal(expected, Yaml.ReadAccount($"name: {written}\nscopes: [a]").Name);

    [Theory]
    [InlineData("clientId: ''\nclientSecret: ''")]
    [InlineData("clientId: ~\nclientSecret: Null")]
    [InlineData("clientId:\nclientSecret:")]
    [InlineData("clientId: \"<CLIENT_ID>\"\nclientSecret: '<CLIENT_SECRET>'")]
    public void An_empty_id_and_a_placeholder_in_quotes_are_absent_too(string credentials)
    {
        var config = Yaml.ReadAccount(credentials + "\nname: calm\nscopes: [a]");

        Assert.Null(config.ClientId);
        Assert.Null(config.ClientSecret);
    }

    [Fact]
    public void Unknown_fields_are_named_with_their_line_and_never_with_their_value()
    {
        var warnings = Yaml.ReadAll(
            $"""
            apiVersion: 1.0.0
            kind: ServiceAccount
            metadata: {Yaml.Secret}
            data:
              name: calm
              clientid: {Yaml.Secret}
              scopes:
                - name: a
                  description: {Yaml.Secret}
            """
        ).Warnings;

        Assert.Equal(
            [
                "Line 3: field metadata is not known and was passed over.",
                "Line 9: field data.scopes[0].description is not known and was passed over.",
                "Line 6: field data.clientid is not known and was passed over.",
            ],
            warnings
        );
    }

    [Fact]
    public void A_secret_that_became_a_key_by_a_missing_space_is_not_shown()
    {
        var reading = Yaml.ReadAll(Yaml.Account("{ clientSecret:" + Yaml.Secret + ", name: calm, scopes: [a] }"));

        Assert.Equal(["Line 4: field data.(unreadable) is not known and was passed over."], reading.Warnings);
    }

    [Fact]
    public void Thousands_of_unknown_fields_give_a_screenful_of_warnings()
    {
        var fields = string.Concat(Enumerable.Range(0, 3000).Select(number => $"\nx{number}: 1"));

        var warnings = Yaml.ReadAll(Yaml.Account("name: calm\nscopes: [a]" + fields)).Warnings;

        Assert.Equal(21, warnings.Length);
        Assert.Equal("2980 more fields are not known and were passed over.", warnings[^1]);
    }
}
