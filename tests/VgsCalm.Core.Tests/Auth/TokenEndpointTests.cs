namespace VgsCalm.Core.Tests.Auth;

/// <summary>Token requests, and what a server's answers to them mean.</summary>
public sealed class TokenEndpointTests : TokenEndpointTest
{
    [Fact]
    public async Task A_token_is_asked_for_with_id_and_secret_in_the_form()
    {
        Server.Answer(200, Granted);
        var token = await Request("cards:read");
        var sent = Assert.Single(Server.Sent);
        Assert.Equal("acc3ss.t0ken", token.Value);
        Assert.Equal(
            "POST https://auth.verygoodsecurity.com/auth/realms/vgs/protocol/openid-connect/token",
            $"{sent.Method} {sent.Address}"
        );
        Assert.Equal("application/x-www-form-urlencoded", sent.Headers["Content-Type"]);
        Assert.Equal(
            "grant_type=client_credentials&client_id=ACx-calm&client_secret=s3cr3t-5f0c%2B%26%25%3D&scope=cards%3Aread",
            sent.Body
        );
        Assert.Null(sent.Authorization);
    }

    [Fact]
    public async Task The_lifetime_counts_from_when_the_request_left()
    {
        Server.Answer(503).Answer(200, Granted);
        var token = await Request();
        Assert.Equal(Clock.Elapsed + TimeSpan.FromSeconds(300), token.ExpiresAt);
        Assert.NotEmpty(Clock.Waits);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_refusal_that_is_a_web_page_lays_no_blame_on_the_account(int status)
    {
        Server.Answer(status, "<html>No required SSL certificate was sent</html>", "text/html");
        var action = (await Fail()).RecommendedAction!;
        Assert.Contains("gateway", action, StringComparison.Ordinal);
        Assert.DoesNotContain("Check the client id", action, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_client","error_description":"Invalid client credentials"}""")]
    [InlineData(401, """{"error":"invalid_client","error_description":"Invalid client credentials"}""")]
    [InlineData(400, """{"error":"unauthorized_client"}""")]
    [InlineData(401, """{"error":"unauthorized_client","error_description":"Invalid client secret"}""")]
    [InlineData(400, "<html>Bad Request</html>")]
    [InlineData(401, "<html>Unauthorized</html>")]
    [InlineData(401, "")]
    [InlineData(403, "")]
    [InlineData(401, """["invalid_client"]""")]
    public async Task Bad_credentials_are_one_error_whatever_form_the_refusal_takes(int status, string body)
    {
        Server.Answer(status, body);
        var error = await Fail();
        Assert.Equal(VgsErrorId.AuthenticationFailed, error.Id);
        Assert.Equal("ACx-calm", error.Target);
        Assert.Equal(status, error.StatusCode);
        Assert.DoesNotContain("quotation mark", error.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("()", error.Message, StringComparison.Ordinal);
        Assert.Equal(error.Code is null, error.Errors.Length == 0);
        Assert.Single(Server.Sent);
    }

    [Theory]
    [InlineData("ACx-calm", $"\"{Secrets.ClientSecret}\"", "client secret")]
    [InlineData("ACx-calm", $"{Secrets.ClientSecret} ", "client secret")]
    [InlineData("'ACx-calm'", Secrets.ClientSecret, "client id")]
    public async Task What_stands_around_a_refused_id_or_secret_is_named(string id, string secret, string part)
    {
        Given = (id, secret);
        Server.Answer(401);
        Assert.StartsWith(
            $"The {part} begins or ends with",
            (await Fail()).RecommendedAction,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(400, "invalid_client")]
    [InlineData(400, "unsupported_grant_type")]
    [InlineData(400, "invalid_scope")]
    [InlineData(401, "invalid_client")]
    public async Task A_secret_in_the_place_of_the_id_is_not_shown(int status, string code)
    {
        const string secret = "cb77e882-66d6-41c9-bc90-e1b29507a657";
        Given = (secret, "ACx-calm");
        Server.Answer(status, $$"""{"error":"{{code}}","error_description":"{{secret}} is not known"}""");

        var error = await Fail("cards:read");

        var shown = string.Join("\n", [error.ToString(), error.Target, error.RecommendedAction, .. Heard]);
        Assert.DoesNotContain(secret, shown, StringComparison.Ordinal);
        if (code == "invalid_client")
        {
            Assert.StartsWith(
                "The client id has the form of a secret",
                error.RecommendedAction,
                StringComparison.Ordinal
            );
        }
    }

    [Theory]
    [InlineData("scope_invalid", "nope", VgsErrorId.InvalidScope)]
    [InlineData("invalid_request", "nope", VgsErrorId.InvalidScope)]
    [InlineData("invalid_request", null, VgsErrorId.TokenEndpointUnavailable)]
    [InlineData("unsupported_grant_type", "nope", VgsErrorId.TokenEndpointUnavailable)]
    [InlineData("invalid_target", null, VgsErrorId.TokenEndpointUnavailable)]
    [InlineData("server_error", "nope", VgsErrorId.TokenEndpointUnavailable)]
    public async Task A_refusal_for_another_reason_does_not_blame_the_secret(string code, string? scope, VgsErrorId id)
    {
        Server.Answer(400, $$"""{"error":"{{code}}"}""");
        var error = await (scope is null ? Fail() : Fail(scope));
        Assert.Equal((id, code), (error.Id, error.Code));
        Assert.DoesNotContain("Check the client id and secret", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_scope_is_named()
    {
        Server.Answer(400, """{"error":"invalid_scope","error_description":"Invalid scopes: cards:fly"}""");
        var error = await Fail("cards:read", "cards:fly");
        Assert.Equal(VgsErrorId.InvalidScope, error.Id);
        Assert.Equal("cards:read cards:fly", error.Target);
        Assert.Equal("invalid_scope", error.Code);
    }

    [Fact]
    public async Task A_refused_scope_that_nobody_asked_for_is_the_accounts()
    {
        Server.Answer(400, """{"error":"invalid_scope"}""");

        var error = await Fail();

        Assert.Equal((VgsErrorId.InvalidScope, "ACx-calm"), (error.Id, error.Target));
        Assert.DoesNotContain("''", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("-Scope out", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("Get-VgsServiceAccount", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(302)]
    public async Task A_server_that_repeats_the_secret_does_not_get_it_shown(int status)
    {
        var echo =
            $$"""{"error":"{{Secrets.ClientSecret}}","error_description":"You sent {{Secrets.ClientSecret}} and """
            + $$"""client_secret=s3cr3t-5f0c%2B%26%25%3D&x"}""";
        for (var i = 0; i < 3; i++)
        {
            Server.Answer(status, echo);
        }

        var error = await Fail();
        var shown = string.Join(
            "\n",
            [
                error.ToString(),
                error.Code,
                error.Target,
                error.RecommendedAction,
                .. error.Errors.Select(e => e.ToString()),
            ]
        );
        Assert.DoesNotContain("s3cr3t", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_granted_scope_that_repeats_the_secret_does_not_get_it_shown()
    {
        Server.Answer(200, $$"""{"access_token":"abc","scope":"cards:read {{Secrets.ClientSecret}}"}""");

        Assert.Equal(["cards:read", "***"], (await Request()).Scope);
    }

    [Fact]
    public async Task A_long_explanation_is_cut_only_after_its_card_numbers_are_masked()
    {
        var description = new string('x', 300 - "invalid_request: ".Length - 12) + Secrets.CardNumber;
        Server.Answer(400, $$"""{"error":"invalid_request","error_description":"{{description}}"}""");
        Assert.DoesNotContain("41111111", (await Fail()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"error":"s3cr3t-","error_description":"5f0c+&%="}""")]
    [InlineData("""{"error":"s3cr3t-5f","error_description":"0c%2B%26%25%3D was sent"}""")]
    public async Task Nor_one_that_cuts_it_in_two(string body)
    {
        Server.Answer(401, body);

        var error = await Fail();

        Assert.Contains("(***: ***)", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", $"{error}{error.Code}{error.Errors[0]}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verbose_and_debug_show_no_secret_and_no_token()
    {
        Server.Answer(503).Answer(200, Granted);
        await Request("cards:read");
        var heard = string.Join("\n", Heard);
        Assert.Contains("POST /auth/realms/vgs/protocol/openid-connect/token 503", heard, StringComparison.Ordinal);
        Assert.Contains("client_secret=***", heard, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", heard, StringComparison.Ordinal);
        Assert.DoesNotContain("acc3ss", heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_request_is_cancelled_and_nothing_else()
    {
        Server.Hang();
        using var cancel = new CancellationTokenSource();
        var request = Request(LongEnough, [], cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
    }
}
