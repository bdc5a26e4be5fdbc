using System.Text;
using VgsCalm.Accounts;

namespace VgsCalm.Core.Tests.Accounts;

/// <summary>Service accounts as the Accounts API takes and gives them.</summary>
public sealed class ServiceAccountJsonTests
{
    [Fact]
    public void A_vault_is_written_as_annotation_and_as_list() =>
        Assert.Equal(
            """{"data":{"attributes":{"name":"calm","annotations":{"vgs.io/vault-id":"tnt1"},"vaults":["tnt1"]"""
                + ""","scopes":["cards:write","cards:read"],"access_token_lifespan":null}}}""",
            Write(new VgsServiceAccountConfig("calm", ["cards:write", "cards:read"]) { VaultId = "tnt1" })
        );

    [Fact]
    public void Other_annotations_and_vaults_are_written_with_it() =>
        Assert.Contains(
            "\"annotations\":{\"team\":\"a\",\"vgs.io/vault-id\":\"tnt1\"},\"vaults\":[\"tnt1\",\"tnt2\"]",
            Write(
                new VgsServiceAccountConfig("calm", ["a"])
                {
                    VaultId = "tnt1",
                    Vaults = ["tnt1", "tnt2"],
                    Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = "a" },
                }
            ),
            StringComparison.Ordinal
        );

    [Fact]
    public void An_account_without_a_vault_has_no_list() =>
        Assert.DoesNotContain("vaults", Write(new VgsServiceAccountConfig("vgs-cli", ["a"])), StringComparison.Ordinal);

    [Fact]
    public void Scopes_are_written_in_the_form_of_the_file()
    {
        var config = new VgsServiceAccountConfig("calm", ["a"])
        {
            OptionalScope = ["b"],
            ScopeFormat = VgsScopeFormat.Object,
            AccessTokenLifespan = 300,
        };
        Assert.Contains(
            """
            "scopes":[{"name":"a"},{"name":"b","optional":true}],"access_token_lifespan":300
            """,
            Write(config),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_optional_scope_is_always_an_object() =>
        Assert.Contains(
            """
            "scopes":["a",{"name":"b","optional":true}]
            """,
            Write(new VgsServiceAccountConfig("calm", ["a"]) { OptionalScope = ["b"] }),
            StringComparison.Ordinal
        );

    [Fact]
    public void The_secret_is_never_written() =>
        Assert.DoesNotContain(
            "s3cr3t",
            Write(
                new VgsServiceAccountConfig("calm", ["a"])
                {
                    ClientId = "AC1",
                    ClientSecret = Secrets.Protect(Secrets.ClientSecret),
                }
            ),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_new_account_is_read_with_its_secret()
    {
        var made = Created(
            """
            {"client_id":"AC1-calm","client_secret":"s3cr3t","name":"calm","annotations":{"vgs.io/vault-id":"tnt1","team":"a"},
            "vaults":["tnt1"],
             "scopes":["cards:read",{"name":"cards:write","optional":true}],"access_token_lifespan":300,}
            """
        )!;
        Assert.Equal(
            ("AC1-calm", "s3cr3t", "calm", "tnt1", 300),
            (made.ClientId, Secrets.Reveal(made.ClientSecret), made.Name, made.VaultId, made.AccessTokenLifespan)
        );
        Assert.Equal(["cards:read"], made.Scope);
        Assert.Equal(["cards:write"], made.OptionalScope);
        Assert.Equal(["tnt1"], made.Vaults);
        Assert.Equal(["team"], made.Annotations.Keys);
    }

    [Theory]
    [InlineData(
        """{"clientId":"AC1","clientSecret":"s","accessTokenLifespan":60,"scopes":"a b","vaults":[{"id":"tnt1"}]}"""
    )]
    [InlineData(
        """{"client_id":"AC1","client_secret":"s","access_token_lifespan":60,"scopes":[{"name":"a"},"b"],"vaults":["tnt1"]}"""
    )]
    [InlineData(
        """{"client_id":"AC1","client_secret":"s","access_token_lifespan":60,"scopes":["a",7,null,"b",{}]"""
            + ""","annotations":{"vgs.io/vault-id":"tnt1","x":1}}"""
    )]
    public void Every_spelling_is_read(string attributes)
    {
        var made = Created(attributes)!;
        Assert.Equal(
            ("AC1", "s", "tnt1", 60),
            (made.ClientId, Secrets.Reveal(made.ClientSecret), made.VaultId, made.AccessTokenLifespan)
        );
        Assert.Equal(["a", "b"], made.Scope);
    }

    [Theory]
    [InlineData("""{"client_id":"AC1"}""")]
    [InlineData(
        """{"client_id":"AC1","client_secret":"","scopes":7,"vaults":"tnt1","annotations":[],"access_token_lifespan":"long","name":null}"""
    )]
    [InlineData("""{"client_id":"AC1","client_secret":"\ud800","name":"\ud800"}""")]
    [InlineData(
        """{"client_id":"AC1","scopes":["\ud800"],"vaults":["\ud800"],"annotations":{"vgs.io/vault-id":"\ud800","\ud800":"tnt1"}}"""
    )]
    public void A_missing_or_malformed_attribute_is_absent(string attributes)
    {
        var made = Created(attributes)!;
        Assert.Equal((null, null, null, null), (made.ClientSecret, made.Name, made.VaultId, made.AccessTokenLifespan));
        Assert.Empty(made.Scope);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("<html/>")]
    [InlineData("{}")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":{"attributes":{}}}""")]
    [InlineData("""{"data":{"attributes":{"client_id":""}}}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"data":{"attributes":{"client_id":"AC1","\ud800\ud800":1}}}""")]
    public void An_answer_without_an_account_gives_none(string body) =>
        Assert.Null(ServiceAccountJson.ReadCreated(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void A_list_is_read_without_what_is_no_account()
    {
        var list = ServiceAccountJson.ReadList(
            """{"data":{"attributes":{"service_accounts":[{"client_id":"AC1"},7,{},{"clientId":"AC2"}]}}}"""u8.ToArray()
        )!;
        Assert.Equal(["AC1", "AC2"], list.Select(a => a.ClientId));
    }

    [Theory]
    [InlineData("""{"data":{"attributes":{"service_accounts":[]}}}""", true)]
    [InlineData("""{"data":{"attributes":{"service_accounts":{}}}}""", false)]
    [InlineData("""{"data":{"attributes":{}}}""", false)]
    [InlineData("<html/>", false)]
    public void An_empty_list_is_told_from_none(string body, bool isList) =>
        Assert.Equal(isList, ServiceAccountJson.ReadList(Encoding.UTF8.GetBytes(body)) is { Count: 0 });

    private static string Write(VgsServiceAccountConfig config) =>
        Encoding.UTF8.GetString(ServiceAccountRequest.Write(config));

    private static ServiceAccount? Created(string attributes) =>
        ServiceAccountJson.ReadCreated(Encoding.UTF8.GetBytes($$$"""{"data":{"attributes":{{{attributes}}}}}"""));
}
