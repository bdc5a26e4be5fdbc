namespace VgsCalm.Core.Tests.Formats;

/// <summary>Good YAML that is no good configuration. In <see cref="Yaml.Account"/> the data begins at line 4, column 3.</summary>
public sealed class ServiceAccountYamlRefusalTests
{
    [Theory]
    [InlineData("kind: ServiceAccount\ndata: { name: a, scopes: [a] }", 1, 1, "apiVersion")]
    [InlineData("apiVersion: 1.0.0\ndata: { name: a, scopes: [a] }", 1, 1, "kind")]
    [InlineData("apiVersion: 1.0.0\nkind: ServiceAccount", 1, 1, "data")]
    [InlineData("apiVersion: 1.0.0\nkind: ServiceAccount\ndata:", 3, 1, "data")]
    [InlineData("apiVersion: 2.0.0\nkind: ServiceAccount\ndata: { name: a, scopes: [a] }", 1, 13, "apiVersion")]
    [InlineData("apiVersion: '10.0'\nkind: ServiceAccount\ndata: { name: a, scopes: [a] }", 1, 13, "apiVersion")]
    [InlineData("apiVersion: v1\nkind: ServiceAccount\ndata: { name: a, scopes: [a] }", 1, 13, "apiVersion")]
    [InlineData("apiVersion: 1.0.0.0\nkind: ServiceAccount\ndata: { name: a, scopes: [a] }", 1, 13, "apiVersion")]
    [InlineData("apiVersion: [1]\nkind: ServiceAccount\ndata: { name: a, scopes: [a] }", 1, 13, "apiVersion")]
    [InlineData("apiVersion: 1.0.0\nkind:   Vault\ndata: { name: a, scopes: [a] }", 2, 9, "kind")]
    [InlineData("apiVersion: 1.0.0\nkind: serviceaccount\ndata: { name: a, scopes: [a] }", 2, 7, "kind")]
    [InlineData("apiVersion: 1.0.0\nkind: <KIND>\ndata: { name: a, scopes: [a] }", 2, 1, "kind")]
    [InlineData("apiVersion: 1.0.0\nkind: ServiceAccount\ndata: text", 3, 7, "data")]
    [InlineData("apiVersion: 1.0.0\nkind: ServiceAccount\ndata: [a]", 3, 7, "data")]
    public void The_head_of_the_file_has_to_fit(string text, int line, int column, string field) =>
        AssertRefused(text, line, column, field);

    [Theory]
    [InlineData("- a", 1, 1)]
    [InlineData("text", 1, 1)]
    [InlineData("'text'", 1, 1)]
    public void The_file_is_a_mapping(string text, int line, int column) => AssertRefused(text, line, column, null);

    [Theory]
    [InlineData("scopes: [a]", 4, 3, "data.name")]
    [InlineData("name:\nscopes: [a]", 4, 3, "data.name")]
    [InlineData("name: <NAME>\nscopes: [a]", 4, 3, "data.name")]
    [InlineData("name: ''\nscopes: [a]", 4, 9, "data.name")]
    [InlineData("name: \" \\t\"\nscopes: [a]", 4, 9, "data.name")]
    [InlineData("name: [a]\nscopes: [a]", 4, 9, "data.name")]
    [InlineData("name: { a: b }\nscopes: [a]", 4, 9, "data.name")]
    public void The_name_is_a_text_and_not_blank(string data, int line, int column, string field) =>
        AssertRefused(Yaml.Account(data), line, column, field);

    [Theory]
    [InlineData("name: a", 4, 3, "data.scopes")]
    [InlineData("name: a\nscopes:", 5, 3, "data.scopes")]
    [InlineData("name: a\nscopes: []", 5, 11, "data.scopes")]
    [InlineData("name: a\nscopes: a b", 5, 11, "data.scopes")]
    [InlineData("name: a\nscopes: { a: b }", 5, 11, "data.scopes")]
    [InlineData("name: a\nscopes:\n  - a\n  - [b]", 7, 7, "data.scopes[1]")]
    [InlineData("name: a\nscopes:\n  - a\n  - ~", 7, 7, "data.scopes[1]")]
    [InlineData("name: a\nscopes:\n  - <SCOPE>", 6, 7, "data.scopes[0]")]
    [InlineData("name: a\nscopes:\n  - a b", 6, 7, "data.scopes[0]")]
    [InlineData("name: a\nscopes:\n  - ''", 6, 7, "data.scopes[0]")]
    [InlineData("name: a\nscopes:\n  - \"a\\u0007\"", 6, 7, "data.scopes[0]")]
    [InlineData("name: a\nscopes:\n  - a\n  - a", 7, 7, "data.scopes[1]")]
    [InlineData("name: a\nscopes:\n  - a\n  - name: a\n    optional: true", 7, 13, "data.scopes[1].name")]
    [InlineData("name: a\nscopes:\n  - optional: true", 6, 7, "data.scopes[0].name")]
    [InlineData("name: a\nscopes:\n  - name: a\n    optional: yes", 7, 17, "data.scopes[0].optional")]
    [InlineData("name: a\nscopes:\n  - name: a\n    optional: 'true'", 7, 17, "data.scopes[0].optional")]
    [InlineData("name: a\nscopes:\n  - name: a\n    optional: [true]", 7, 17, "data.scopes[0].optional")]
    public void Scopes_are_a_list_of_different_scopes(string data, int line, int column, string field) =>
        AssertRefused(Yaml.Account(data), line, column, field);

    [Theory]
    [InlineData("0")]
    [InlineData("-300")]
    [InlineData("+300")]
    [InlineData("300.0")]
    [InlineData("0x12C")]
    [InlineData("2147483648")]
    [InlineData("99999999999999999999")]
    [InlineData("'300'")]
    [InlineData("five minutes")]
    [InlineData("[300]")]
    public void The_lifetime_is_a_positive_whole_number(string value) =>
        AssertRefused(
            Yaml.Account($"name: a\naccessTokenLifespan: {value}\nscopes: [a]"),
            5,
            24,
            "data.accessTokenLifespan"
        );

    [Theory]
    [InlineData(
        "annotations: { vgs.io/vault-id: tnt1 }\nvaults: [tnt2]\nname: a\nscopes: [a]",
        4,
        35,
        "data.annotations.vgs.io/vault-id"
    )]
    [InlineData("annotations: tnt1\nname: a\nscopes: [a]", 4, 16, "data.annotations")]
    [InlineData(
        "annotations: { vgs.io/vault-id: [tnt1] }\nname: a\nscopes: [a]",
        4,
        35,
        "data.annotations.vgs.io/vault-id"
    )]
    [InlineData(
        "annotations: { vgs.io/vault-id: tnt 1 }\nname: a\nscopes: [a]",
        4,
        35,
        "data.annotations.vgs.io/vault-id"
    )]
    [InlineData("annotations: { team: [a] }\nname: a\nscopes: [a]", 4, 24, "data.annotations.team")]
    [InlineData("vaults: tnt1\nname: a\nscopes: [a]", 4, 11, "data.vaults")]
    [InlineData("vaults: [tnt1, [tnt2]]\nname: a\nscopes: [a]", 4, 18, "data.vaults[1]")]
    [InlineData("vaults: [tnt1, tnt1]\nname: a\nscopes: [a]", 4, 18, "data.vaults[1]")]
    [InlineData("vaults: [\"tnt1\\n\"]\nname: a\nscopes: [a]", 4, 12, "data.vaults[0]")]
    [InlineData("clientId: a b\nname: a\nscopes: [a]", 4, 13, "data.clientId")]
    [InlineData("clientSecret: [" + Yaml.Secret + "]\nname: a\nscopes: [a]", 4, 17, "data.clientSecret")]
    public void Vaults_annotations_and_credentials_have_their_shapes(string data, int line, int column, string field) =>
        AssertRefused(Yaml.Account(data), line, column, field);

    [Fact]
    public void A_secret_of_any_length_gives_no_other_error()
    {
        AssertRefused(
            Yaml.Account($"clientSecret: {new string('x', 70_000)}\nname: a\nscopes: [a]"),
            4,
            17,
            "data.clientSecret"
        );
    }

    [Fact]
    public void A_wrong_kind_is_quoted_only_when_it_looks_like_one()
    {
        Assert.Contains("'Vault'", Yaml.Refused("apiVersion: 1.0.0\nkind: Vault").Message, StringComparison.Ordinal);
        Assert.Contains(
            "'(unreadable)'",
            Yaml.Refused($"apiVersion: 1.0.0\nkind: {Yaml.Secret}").Message,
            StringComparison.Ordinal
        );
    }

    private static void AssertRefused(string text, int line, int column, string? field)
    {
        var error = Yaml.Refused(text);
        Assert.Equal((line, column, field), (error.Line, error.Column, error.Field));
        Assert.Equal(VgsErrorId.ConfigInvalid, error.Id);
    }
}
