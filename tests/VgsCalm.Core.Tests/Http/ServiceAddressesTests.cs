using VgsCalm.Http.Addresses;

namespace VgsCalm.Core.Tests.Http;

/// <summary>Where a session's requests go by default, and where a parameter sends them.</summary>
public sealed class ServiceAddressesTests
{
    private const string TokenPath = "/protocol/openid-connect/token";

    [Theory]
    [InlineData(VgsEnvironment.Sandbox, VgsApi.Calm, "https://calm.sandbox.verygoodsecurity.app/")]
    [InlineData(VgsEnvironment.Sandbox, VgsApi.Cmp, "https://sandbox.vgsapi.com/")]
    [InlineData(VgsEnvironment.Sandbox, VgsApi.Accounts, "https://accounts.apps.verygoodsecurity.com/")]
    [InlineData(
        VgsEnvironment.Sandbox,
        VgsApi.CardAttributes,
        "https://card-enrichment-api.sandbox.verygoodvault.com/"
    )]
    [InlineData(VgsEnvironment.Live, VgsApi.Calm, "https://calm.live.verygoodsecurity.app/")]
    [InlineData(VgsEnvironment.Live, VgsApi.Cmp, "https://vgsapi.com/")]
    [InlineData(VgsEnvironment.Live, VgsApi.Accounts, "https://accounts.apps.verygoodsecurity.com/")]
    [InlineData(VgsEnvironment.Live, VgsApi.CardAttributes, "https://card-enrichment-api.live.verygoodvault.com/")]
    public void Each_environment_has_its_hosts(VgsEnvironment environment, VgsApi api, string address) =>
        Assert.Equal(address, ServiceAddresses.Create(environment).Get(api).AbsoluteUri);

    [Theory]
    [InlineData(VgsEnvironment.Sandbox)]
    [InlineData(VgsEnvironment.Live)]
    public void Tokens_come_from_one_place(VgsEnvironment environment) =>
        Assert.Equal(
            "https://auth.verygoodsecurity.com/auth/realms/vgs" + TokenPath,
            ServiceAddresses.Create(environment).Token.AbsoluteUri
        );

    [Theory]
    [InlineData("https://id.example", "https://id.example/auth/realms/vgs" + TokenPath)]
    [InlineData("https://id.example/", "https://id.example/auth/realms/vgs" + TokenPath)]
    [InlineData("https://id.example:8443", "https://id.example:8443/auth/realms/vgs" + TokenPath)]
    [InlineData("https://id.example/auth", "https://id.example/auth/realms/vgs" + TokenPath)]
    [InlineData("https://id.example/auth/", "https://id.example/auth/realms/vgs" + TokenPath)]
    [InlineData("https://id.example/realms/other", "https://id.example/realms/other" + TokenPath)]
    [InlineData("https://id.example/auth/realms/vgs/", "https://id.example/auth/realms/vgs" + TokenPath)]
    [InlineData("https://id.example/auth/realms/vgs" + TokenPath, "https://id.example/auth/realms/vgs" + TokenPath)]
    [InlineData("https://id.example/oauth2/token", "https://id.example/oauth2/token")]
    public void The_authentication_server_may_be_given_as_server_realm_or_endpoint(string auth, string token) =>
        Assert.Equal(token, ServiceAddresses.Create(VgsEnvironment.Sandbox, auth: auth).Token.AbsoluteUri);

    [Theory]
    [InlineData("http://127.0.0.1:8123")]
    [InlineData("http://127.0.0.1:8123/")]
    [InlineData("http://localhost:8123")]
    [InlineData("http://[::1]:8123")]
    [InlineData("https://127.0.0.1:8123")]
    public void An_emulator_has_each_API_under_a_path_of_its_own(string address)
    {
        var emulator = EmulatorAddress.Parse(address, "-EmulatorUri");

        var root = address.TrimEnd('/');
        Assert.Equal(
            [root, root + "/calm", root + "/cmp", root + "/accounts", root + "/card-attributes"],
            [emulator.Auth, emulator.Calm, emulator.Cmp, emulator.Accounts, emulator.CardAttributes]
        );
    }

    [Theory]
    [InlineData("https://calm.sandbox.verygoodsecurity.app")]
    [InlineData("http://10.0.0.1:8123")]
    [InlineData("http://127.0.0.1.example.com")]
    [InlineData("http://127.0.0.1@example.com")]
    [InlineData("http://127.0.0.1:8123/calm")]
    [InlineData("http://127.0.0.1:8123?x=y")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("127.0.0.1:8123")]
    [InlineData("8123")]
    public void An_emulator_is_on_the_loopback_and_nowhere_else(string address)
    {
        var error = Assert.Throws<VgsApiException>(() => EmulatorAddress.Parse(address, "VGSCALM_EMULATOR"));

        Assert.Equal((VgsErrorId.RequestInvalid, "VGSCALM_EMULATOR"), (error.Id, error.Target));
        Assert.StartsWith("VGSCALM_EMULATOR is not", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_address_can_be_given()
    {
        var given = ServiceAddresses.Create(
            VgsEnvironment.Live,
            "https://a.example",
            "https://b.example",
            "https://c.example",
            "https://d.example",
            "https://e.example"
        );
        Assert.Equal(
            ["a.example", "b.example", "c.example", "d.example", "e.example"],
            new[]
            {
                given.Token,
                given.Get(VgsApi.Calm),
                given.Get(VgsApi.Cmp),
                given.Get(VgsApi.Accounts),
                given.Get(VgsApi.CardAttributes),
            }.Select(a => a.Host)
        );
    }

    [Theory]
    [InlineData("http://calm.example")]
    [InlineData("http://10.0.0.1:8080")]
    [InlineData("http://127.0.0.1.evil.example")]
    [InlineData("http://localhost.evil.example")]
    [InlineData("http://0.0.0.0")]
    public void Http_is_for_the_loopback_only(string address) =>
        Assert.Equal(VgsErrorId.InsecureUri, Refused(calm: address).Id);

    [Theory]
    [InlineData("http://127.0.0.1:5000")]
    [InlineData("http://localhost:5000")]
    [InlineData("http://[::1]:5000")]
    public void Http_is_good_on_the_loopback(string address) =>
        Assert.Equal(5000, ServiceAddresses.Create(VgsEnvironment.Sandbox, calm: address).Calm.Port);

    [Theory]
    [InlineData("")]
    [InlineData("calm.example")]
    [InlineData("/calm")]
    [InlineData("//calm.example")]
    [InlineData("ftp://calm.example")]
    [InlineData("file:///calm")]
    [InlineData("https://")]
    [InlineData("https://user:secret@calm.example")]
    [InlineData("https://calm.example/?a=b")]
    [InlineData("https://calm.example/#a")]
    public void An_unusable_address_is_refused_by_its_parameter(string address)
    {
        var error = Refused(calm: address);
        Assert.Equal((VgsErrorId.RequestInvalid, "CalmUri"), (error.Id, error.Target));
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    private static VgsApiException Refused(string calm) =>
        Assert.Throws<VgsApiException>(() => ServiceAddresses.Create(VgsEnvironment.Sandbox, calm: calm));
}
