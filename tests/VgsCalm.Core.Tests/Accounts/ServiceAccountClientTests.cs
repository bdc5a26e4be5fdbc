using VgsCalm.Accounts;
using VgsCalm.Core.Tests.Http;

namespace VgsCalm.Core.Tests.Accounts;

/// <summary>Making, listing and revoking service accounts.</summary>
public sealed class ServiceAccountClientTests : IDisposable
{
    private static readonly VgsServiceAccountConfig Config = new("calm", ["cards:write"])
    {
        OptionalScope = ["cards:read"],
        VaultId = "tnt1",
        Vaults = ["tnt1"],
        AccessTokenLifespan = 300,
        Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = "a" },
    };

    private readonly TransportRig _rig = new();

    [Fact]
    public async Task An_account_is_made_by_one_POST()
    {
        _rig.Service.Answer(201, Created("""{"client_id":"AC1","client_secret":"s"}"""));
        await Create();
        var sent = Assert.Single(_rig.Service.Sent);
        Assert.Equal(
            "POST https://accounts.apps.verygoodsecurity.com/organizations/ACorg/service-accounts",
            $"{sent.Method} {sent.Address}"
        );
        Assert.Equal("application/vnd.api+json", sent.Headers["Content-Type"]);
    }

    [Fact]
    public async Task Settings_that_the_answer_does_not_repeat_are_kept()
    {
        _rig.Service.Answer(200, Created("""{"client_id":"AC1","client_secret":"s"}"""));
        var made = await Create();
        Assert.Equal(
            ("AC1", "s", "calm", "tnt1", 300),
            (made.ClientId, Secrets.Reveal(made.ClientSecret), made.Name, made.VaultId, made.AccessTokenLifespan)
        );
        Assert.Equal(["cards:write"], made.Scope);
        Assert.Equal(["cards:read"], made.OptionalScope);
        Assert.Equal(["tnt1"], made.Vaults);
        Assert.Equal("a", made.Annotations["team"]);
    }

    [Fact]
    public async Task Settings_of_the_answer_replace_those_asked_for()
    {
        _rig.Service.Answer(
            200,
            Created(
                """{"client_id":"AC1","client_secret":"s","name":"n","scopes":["x"],"vaults":["tnt2"],"access_token_lifespan":60}"""
            )
        );
        var made = await Create();
        Assert.Equal(("n", "tnt2", 60), (made.Name, made.VaultId, made.AccessTokenLifespan));
        Assert.Equal(["x"], made.Scope);
        Assert.Empty(made.OptionalScope);
    }

    [Fact]
    public async Task An_annotation_that_is_named_like_a_secret_hides_no_id()
    {
        var config = new VgsServiceAccountConfig("calm", ["cards:write"])
        {
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["k8s-secret"] = "calm",
                ["k8s.io/pull-secret"] = "payments/vgs-calm",
            },
        };
        _rig.Service.Answer(
            200,
            Created(
                """
                "client_id":"ACorg-calm-Ko6wX","client_secret":"s","name":"calm",
                "annotations":{"k8s-secret":"calm","k8s.io/pull-secret":"payments/vgs-calm"}
                """.Insert(0, "{") + "}"
            )
        );

        var made = await Client().CreateAsync("ACorg", config, _rig.Observer, CancellationToken.None);

        Assert.Equal(("ACorg-calm-Ko6wX", "calm"), (made.ClientId, made.Name));
        Assert.Equal(config.Annotations, made.Annotations);
    }

    [Theory]
    [InlineData("ACorg", "", "client id")]
    [InlineData("ACorg", " ", "client id")]
    [InlineData("", "AC1", "organization id")]
    public async Task Without_an_id_nothing_is_revoked(string organizationId, string clientId, string missing)
    {
        var error = await Assert.ThrowsAsync<VgsApiException>(() =>
            new ServiceAccountClient(_rig.Transport).DeleteAsync(
                organizationId,
                clientId,
                _rig.Observer,
                CancellationToken.None
            )
        );
        Assert.Equal((VgsErrorId.RequestInvalid, missing), (error.Id, error.Target));
        Assert.Empty(_rig.Service.Sent);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"data":{"attributes":{"client_id":"AC1"}}}""")]
    public async Task An_account_without_a_secret_is_of_no_use(string body)
    {
        _rig.Service.Answer(201, body);
        var error = await Assert.ThrowsAsync<VgsApiException>(Create);
        Assert.Equal(VgsErrorId.ResponseInvalid, error.Id);
        Assert.Contains("may have been made", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_whose_answer_is_lost_is_unknown()
    {
        _rig.Service.LoseAnswer();
        Assert.Equal(VgsErrorId.OutcomeUnknown, (await Assert.ThrowsAsync<VgsApiException>(Create)).Id);
    }

    [Fact]
    public async Task The_list_has_no_secrets()
    {
        _rig.Service.Answer(
            200,
            """{"data":{"attributes":{"service_accounts":[{"client_id":"AC1","name":"calm"}]}}}"""
        );
        var account = Assert.Single(await Client().ListAsync("ACorg", _rig.Observer, CancellationToken.None));
        Assert.Equal(("AC1", null), (account.ClientId, account.ClientSecret));
    }

    [Fact]
    public async Task An_answer_that_is_no_list_is_an_error()
    {
        _rig.Service.Answer(200, "<html/>");
        Assert.Equal(
            VgsErrorId.ResponseInvalid,
            (
                await Assert.ThrowsAsync<VgsApiException>(() =>
                    Client().ListAsync("ACorg", _rig.Observer, CancellationToken.None)
                )
            ).Id
        );
    }

    [Fact]
    public async Task An_account_is_revoked_by_its_id()
    {
        _rig.Service.Answer(204);
        await Delete("AC1/x");
        Assert.Equal(
            "DELETE /organizations/ACorg/service-accounts/AC1%2Fx",
            $"{_rig.Service.Sent[0].Method} {_rig.Service.Sent[0].Address.AbsolutePath}"
        );
    }

    [Fact]
    public async Task An_account_is_not_revoked_by_the_page_of_a_gateway()
    {
        _rig.Service.Answer(200, "\r\n<!DOCTYPE html><html>Please sign in</html>");
        var error = await Assert.ThrowsAsync<VgsApiException>(() => Delete("AC1"));
        Assert.Equal((VgsErrorId.ResponseInvalid, "AC1"), (error.Id, error.Target));
        Assert.Contains("may be in force still", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("OK")]
    public async Task An_account_is_revoked_whatever_VGS_says_of_it(string body)
    {
        _rig.Service.Answer(200, body);
        await Delete("AC1");
        Assert.Single(_rig.Service.Sent);
    }

    [Fact]
    public async Task An_account_that_is_gone_after_a_lost_answer_is_revoked()
    {
        _rig.Service.LoseAnswer().Answer(404);
        await Delete("AC1");
        Assert.Equal(2, _rig.Service.Sent.Length);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("../..")]
    public async Task An_id_that_climbs_deletes_nothing_else(string clientId)
    {
        await Assert.ThrowsAsync<VgsApiException>(() => Delete(clientId));
        Assert.Empty(_rig.Service.Sent);
    }

    public void Dispose() => _rig.Dispose();

    private static string Created(string attributes) => $$$"""{"data":{"attributes":{{{attributes}}}}}""";

    private ServiceAccountClient Client() => new(_rig.Transport);

    private Task<ServiceAccount> Create() =>
        Client().CreateAsync("ACorg", Config, _rig.Observer, CancellationToken.None);

    private Task Delete(string clientId) =>
        Client().DeleteAsync("ACorg", clientId, _rig.Observer, CancellationToken.None);
}
