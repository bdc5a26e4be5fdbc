using VgsCalm.Emulator;

namespace VgsCalm.Tests.Emulation;

/// <summary>The emulator's realm answers a person's client as Keycloak does: device codes, refresh, introspection, revocation.</summary>
public sealed class SignInRealmTests : EmulatorTest
{
    private const string DeviceCodeGrant = "urn:ietf:params:oauth:grant-type:device_code";
    private static readonly (string, string) PublicClient = ("client_id", "vgs-cli-public");

    [Fact]
    public async Task A_device_gets_a_code_and_the_page_to_type_it_on()
    {
        var begun = await BeginAsync();

        Assert.Equal(200, begun.Status);
        Assert.Equal(43, begun.Text("device_code").Length);
        Assert.Matches("^[A-Z]{4}-[A-Z]{4}$", begun.Text("user_code"));
        Assert.Equal($"{Emulator.BaseUri}auth/realms/vgs/device", begun.Text("verification_uri"));
        Assert.Equal(
            $"{Emulator.BaseUri}auth/realms/vgs/device?user_code={begun.Text("user_code")}",
            begun.Text("verification_uri_complete")
        );
        Assert.Equal(("600", "5"), (begun.Text("expires_in"), begun.Text("interval")));
    }

    [Fact]
    public async Task A_device_that_waits_polls_too_fast_and_waits_too_long_is_told_so()
    {
        var code = (await BeginAsync()).Text("device_code");

        var pending = await PollAsync(code);
        var tooFast = await PollAsync(code);
        Time.Advance(600);
        var tooLate = await PollAsync(code);

        ShouldBe(pending, 400, "authorization_pending", "The authorization request is still pending");
        ShouldBe(tooFast, 400, "slow_down", "Slow down");
        ShouldBe(tooLate, 400, "expired_token", "Device code is expired");
    }

    [Fact]
    public async Task A_device_code_is_good_once()
    {
        Emulator.Options.SignIn.ApproveDevices = true;
        var code = (await BeginAsync()).Text("device_code");

        Assert.Equal(200, (await PollAsync(code)).Status);
        Time.Advance(5);
        ShouldBe(await PollAsync(code), 400, "invalid_grant", "Device code not valid");
        ShouldBe(await PollAsync("unknown"), 400, "invalid_grant", "Device code not valid");
    }

    [Fact]
    public async Task A_person_who_says_no_denies_the_device()
    {
        var begun = await BeginAsync();
        var page = await PostPageAsync("device", ("device_user_code", begun.Text("user_code")));
        var consent = await PostPageAsync(
            page,
            ("username", Emulator.Person.UserName),
            ("password", Emulator.Person.Password)
        );
        await PostPageAsync(consent, ("cancel", "no"));

        var denied = await PollAsync(begun.Text("device_code"));

        ShouldBe(denied, 400, "access_denied", "The end user denied the authorization request");
    }

    [Theory]
    [InlineData(
        DeviceGrantMode.RefusedAtStart,
        "unauthorized_client",
        "Client is not allowed to initiate OAuth 2.0 Device Authorization Grant. The flow is disabled for the client."
    )]
    [InlineData(
        DeviceGrantMode.RefusedAtStartByOlder,
        "invalid_grant",
        "Client not allowed for OAuth 2.0 Device Authorization Grant"
    )]
    public async Task Where_the_grant_is_off_the_start_says_so(DeviceGrantMode mode, string error, string description)
    {
        Emulator.Options.SignIn.DeviceGrantMode = mode;

        ShouldBe(await BeginAsync(), 400, error, description);
    }

    [Fact]
    public async Task Where_the_grant_is_off_at_the_poll_the_poll_says_so()
    {
        Emulator.Options.SignIn.DeviceGrantMode = DeviceGrantMode.RefusedAtPoll;
        var code = (await BeginAsync()).Text("device_code");

        ShouldBe(
            await PollAsync(code),
            400,
            "invalid_grant",
            "Client not allowed OAuth 2.0 Device Authorization Grant"
        );
    }

    [Fact]
    public async Task A_device_of_an_unknown_client_is_invalid_client()
    {
        var reply = await PostAsync("auth/device", ("client_id", "nobody"));

        Assert.Equal((401, "invalid_client"), (reply.Status, reply.Text("error")));
    }

    [Fact]
    public async Task A_doubled_parameter_has_a_code_of_its_own_at_start_and_at_poll()
    {
        ShouldBe(
            await PostAsync("auth/device", PublicClient, ("scope", "idp"), ("scope", "openid")),
            400,
            "invalid_grant",
            "duplicated parameter"
        );
        ShouldBe(
            await PostAsync("token", PublicClient, ("grant_type", DeviceCodeGrant), ("scope", "a"), ("scope", "b")),
            400,
            "invalid_request",
            "duplicated parameter"
        );
    }

    [Fact]
    public async Task A_refresh_token_is_good_once_and_its_reuse_ends_the_session()
    {
        var first = (await SignInAsync()).Text("refresh_token");
        var second = (await RefreshAsync(first)).Text("refresh_token");

        ShouldBe(await RefreshAsync(first), 400, "invalid_grant", "Maximum allowed refresh token reuse exceeded");
        ShouldBe(await RefreshAsync(second), 400, "invalid_grant", "Session not active");
    }

    [Fact]
    public async Task A_session_that_was_idle_for_too_long_is_over()
    {
        var token = (await SignInAsync()).Text("refresh_token");

        Time.Advance(1800);

        ShouldBe(await RefreshAsync(token), 400, "invalid_grant", "Token is not active");
    }

    [Fact]
    public async Task A_refresh_without_a_token_or_with_another_text_is_refused()
    {
        ShouldBe(
            await PostAsync("token", PublicClient, ("grant_type", "refresh_token")),
            400,
            "invalid_request",
            "No refresh token"
        );
        ShouldBe(await RefreshAsync("x"), 400, "invalid_grant", "Invalid refresh token");
    }

    [Fact]
    public async Task A_public_client_gets_no_service_account_and_introspects_nothing()
    {
        ShouldBe(
            await PostAsync("token", PublicClient, ("grant_type", "client_credentials")),
            401,
            "unauthorized_client",
            "Public client not allowed to retrieve service account"
        );
        ShouldBe(
            await PostAsync("token/introspect", PublicClient, ("token", "x")),
            403,
            "invalid_request",
            "Client not allowed."
        );
    }

    [Fact]
    public async Task A_refresh_token_that_is_revoked_ends_the_session()
    {
        var tokens = await SignInAsync();

        Assert.Equal(200, (await PostAsync("revoke", PublicClient, ("token", tokens.Text("refresh_token")))).Status);

        ShouldBe(await RefreshAsync(tokens.Text("refresh_token")), 400, "invalid_grant", "Session not active");
        Assert.Equal(0, Emulator.OpenSignIns);
    }

    [Theory]
    [InlineData("access_token")]
    [InlineData("refresh_token")]
    public async Task A_persons_token_is_not_revoked_by_a_service_account(string kind)
    {
        var token = (await SignInAsync()).Text(kind);

        var refused = await PostAsync(
            "revoke",
            ("client_id", Emulator.CalmClientId),
            ("client_secret", Emulator.CalmClientSecret),
            ("token", token)
        );

        ShouldBe(refused, 400, "invalid_request", "Unmatching clients");
        Assert.Equal(1, Emulator.OpenSignIns);
    }

    [Fact]
    public async Task An_access_token_of_a_person_is_revoked_by_the_public_client()
    {
        var token = (await SignInAsync()).Text("access_token");

        Assert.Equal(200, (await PostAsync("revoke", PublicClient, ("token", token))).Status);

        Assert.Equal(401, (await SendAsync(HttpMethod.Get, "accounts/organizations", token)).Status);
    }

    private static void ShouldBe(Reply reply, int status, string error, string description) =>
        Assert.Equal(
            (status, error, description),
            (reply.Status, reply.Text("error"), reply.Text("error_description"))
        );

    private Task<Reply> BeginAsync() => PostAsync("auth/device", PublicClient, ("scope", "idp openid"));

    private Task<Reply> PollAsync(string code) =>
        PostAsync("token", PublicClient, ("grant_type", DeviceCodeGrant), ("device_code", code));

    private Task<Reply> RefreshAsync(string token) =>
        PostAsync("token", PublicClient, ("grant_type", "refresh_token"), ("refresh_token", token));

    private async Task<Reply> SignInAsync()
    {
        Emulator.Options.SignIn.ApproveDevices = true;
        return await PollAsync((await BeginAsync()).Text("device_code"));
    }

    /// <summary>Sends a form of the realm's pages, or the form that a page has.</summary>
    private Task<Reply> PostPageAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(HttpMethod.Post, $"auth/realms/vgs/{path}", content: Form(fields));

    private Task<Reply> PostPageAsync(Reply page, params (string Name, string Value)[] fields) =>
        PostPageAsync(page.Body.Split("action=\"/auth/realms/vgs/", 2)[1].Split('"')[0], fields);
}
