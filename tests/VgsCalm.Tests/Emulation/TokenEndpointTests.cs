using System.Text;

namespace VgsCalm.Tests.Emulation;

/// <summary>The emulator's realm answers as Keycloak does.</summary>
public sealed class TokenEndpointTests : EmulatorTest
{
    [Theory]
    [InlineData("openid cards:read", "openid cards:read")]
    [InlineData("openid", "openid cards:read")]
    public async Task The_scope_openid_is_granted_beside_the_accounts_own(string asked, string granted)
    {
        var reply = await PostAsync("token", [.. Credentials(), ("scope", asked)]);

        Assert.Equal(200, reply.Status);
        Assert.StartsWith(granted, reply.Text("scope"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scope_that_the_account_lacks_is_invalid_scope()
    {
        var reply = await PostAsync("token", [.. Credentials(), ("scope", "openid vaults:write")]);

        Assert.Equal((400, "invalid_scope"), (reply.Status, reply.Text("error")));
        Assert.Contains("vaults:write", reply.Text("error_description"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_client_and_a_wrong_secret_have_codes_of_their_own()
    {
        var unknown = await PostAsync("token", Grant, ("client_id", "ACnobody"), ("client_secret", "x"));
        var wrong = await PostAsync("token", Grant, ("client_id", Emulator.CalmClientId), ("client_secret", "x"));
        var none = await PostAsync("token", Grant);

        Assert.Equal((401, "invalid_client"), (unknown.Status, unknown.Text("error")));
        Assert.Equal((401, "unauthorized_client"), (wrong.Status, wrong.Text("error")));
        Assert.Equal((400, "invalid_client"), (none.Status, none.Text("error")));
        Assert.Equal("Missing client_id parameter", none.Text("error_description"));
    }

    [Theory]
    [InlineData("introspect", "token/introspect")]
    [InlineData("revoke", "revoke")]
    public async Task Introspect_and_revoke_require_a_token(string name, string call)
    {
        var reply = await PostAsync(call, Credentials());

        Assert.Equal((name, 400, "invalid_request"), (name, reply.Status, reply.Text("error")));
        Assert.Equal("Token not provided", reply.Text("error_description"));
    }

    [Fact]
    public async Task Another_clients_token_is_not_revoked()
    {
        var token = await AdminTokenAsync();

        var refused = await PostAsync("revoke", [.. Credentials(), ("token", token)]);

        Assert.Equal((400, "Unmatching clients"), (refused.Status, refused.Text("error_description")));
        Assert.Equal(200, (await SendAsync(HttpMethod.Get, "accounts/organizations", token)).Status);
    }

    [Fact]
    public async Task A_revoked_token_is_inactive_and_refused()
    {
        var token = await CalmTokenAsync();

        Assert.Equal(200, (await PostAsync("revoke", [.. Credentials(), ("token", token)])).Status);

        Assert.Equal(
            "false",
            (await PostAsync("token/introspect", [.. Credentials(), ("token", token)])).Text("active")
        );
        Assert.Equal(401, (await SendAsync(HttpMethod.Get, "calm/cards/CRD1", token)).Status);
    }

    [Theory]
    [InlineData("right", "wrong", 401)]
    [InlineData("wrong", "right", 200)]
    [InlineData("malformed", "right", 200)]
    [InlineData("right", null, 200)]
    [InlineData("wrong", null, 401)]
    public async Task The_form_goes_before_the_Basic_header(string header, string? form, int status)
    {
        var basic = header switch
        {
            "right" => Encode(Emulator.CalmClientSecret),
            "wrong" => Encode("x"),
            _ => "?",
        };
        var fields = form switch
        {
            "right" => Credentials(),
            "wrong" => [Grant, ("client_id", Emulator.CalmClientId), ("client_secret", "x")],
            _ => [Grant],
        };

        var reply = await SendAsync(HttpMethod.Post, Realm + "token", content: Form(fields), basic: basic);

        Assert.Equal(status, reply.Status);

        string Encode(string secret) =>
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Emulator.CalmClientId}:{secret}"));
    }

    [Theory]
    [InlineData("issuer", "")]
    [InlineData("authorization_endpoint", "/protocol/openid-connect/auth")]
    [InlineData("token_endpoint", "/protocol/openid-connect/token")]
    [InlineData("jwks_uri", "/protocol/openid-connect/certs")]
    public async Task The_discovery_document_names_its_endpoints(string member, string path)
    {
        var document = await SendAsync(HttpMethod.Get, "auth/realms/vgs/.well-known/openid-configuration");

        Assert.Equal($"{Emulator.BaseUri}auth/realms/vgs{path}", document.Text(member));
    }

    [Theory]
    [InlineData("response_types_supported", "code")]
    [InlineData("subject_types_supported", "public")]
    [InlineData("id_token_signing_alg_values_supported", "RS256")]
    [InlineData("grant_types_supported", "client_credentials")]
    public async Task The_discovery_document_has_its_required_lists(string member, string value)
    {
        var document = await SendAsync(HttpMethod.Get, "auth/realms/vgs/.well-known/openid-configuration");

        Assert.Contains(value, document.Json[member]!.AsArray().Select(item => item!.ToString()));
    }

    [Theory]
    [InlineData("client_credentials", 200)]
    [InlineData("password", 400)]
    public async Task Every_token_answer_stays_out_of_caches(string grantType, int status)
    {
        var reply = await PostAsync("token", [("grant_type", grantType), .. Credentials()[1..]]);

        Assert.Equal(
            (status, "no-store", "no-cache"),
            (reply.Status, reply.Header("Cache-Control"), reply.Header("Pragma"))
        );
    }

    [Theory]
    [InlineData("openid", 200)]
    [InlineData("cards:read", 403)]
    public async Task Userinfo_is_for_tokens_with_openid(string scope, int status)
    {
        var token = (await PostAsync("token", [.. Credentials(), ("scope", scope)])).Text("access_token");

        Assert.Equal(status, (await SendAsync(HttpMethod.Get, Realm + "userinfo", token)).Status);
    }

    private static (string Name, string Value) Grant => ("grant_type", "client_credentials");

    private (string Name, string Value)[] Credentials() =>
        [Grant, ("client_id", Emulator.CalmClientId), ("client_secret", Emulator.CalmClientSecret)];
}
