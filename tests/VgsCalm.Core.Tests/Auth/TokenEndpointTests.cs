using VgsCalm.Auth;
using VgsCalm.Cards;
using VgsCalm.Core.Tests.Http;
using VgsCalm.Http.Addresses;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Core.Tests.Auth;

/// <summary>Token requests, and what a server's answers to them mean.</summary>
public sealed class TokenEndpointTests : IDisposable
{
    private const string Granted =
        """{"access_token":"acc3ss.t0ken","expires_in":300,"token_type":"bearer","scope":"cards:read"}""";
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(1);
    private readonly ScriptedHandler _server = new();
    private readonly FakeClock _clock = new() { SkipsWaits = true };
    private readonly List<string> _heard = [];

    [Fact]
    public async Task A_token_is_asked_for_with_id_and_secret_in_the_form()
    {
        _server.Answer(200, Granted);
        var token = await Request("cards:read");
        var sent = Assert.Single(_server.Sent);
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
        _server.Answer(503).Answer(200, Granted);
        var token = await Request();
        Assert.Equal(_clock.Elapsed + TimeSpan.FromSeconds(300), token.ExpiresAt);
        Assert.NotEmpty(_clock.Waits);
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
        _server.Answer(status, body);
        var error = await Fail();
        Assert.Equal(VgsErrorId.AuthenticationFailed, error.Id);
        Assert.Equal("ACx-calm", error.Target);
        Assert.Equal(status, error.StatusCode);
        Assert.Single(_server.Sent);
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
        _server.Answer(400, $$"""{"error":"{{code}}"}""");
        var error = await (scope is null ? Fail() : Fail(scope));
        Assert.Equal((id, code), (error.Id, error.Code));
        Assert.DoesNotContain("Check the client id and secret", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_scope_is_named()
    {
        _server.Answer(400, """{"error":"invalid_scope","error_description":"Invalid scopes: cards:fly"}""");
        var error = await Fail("cards:read", "cards:fly");
        Assert.Equal(VgsErrorId.InvalidScope, error.Id);
        Assert.Equal("cards:read cards:fly", error.Target);
        Assert.Equal("invalid_scope", error.Code);
    }

    [Theory]
    [InlineData(404, "")]
    [InlineData(404, "<html>No such page</html>")]
    [InlineData(405, "")]
    [InlineData(501, "")]
    public async Task A_server_that_gives_no_tokens_is_unavailable_at_once(int status, string body)
    {
        _server.Answer(status, body);
        Assert.Equal(VgsErrorId.TokenEndpointUnavailable, (await Fail()).Id);
        Assert.Single(_server.Sent);
    }

    [Theory]
    [InlineData(429, "1", true)]
    [InlineData(503, "1", true)]
    [InlineData(503, "7200", false)]
    [InlineData(502, null, true)]
    [InlineData(404, null, false)]
    [InlineData(401, null, false)]
    public async Task Only_what_may_be_over_soon_is_marked_so(int status, string? retryAfter, bool mayPass)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            _server.AnswerSaying(status, "Retry-After", retryAfter ?? "");
        }

        Assert.Equal(mayPass, (await Fail()).MayPass);
    }

    [Fact]
    public async Task A_connection_that_fails_may_be_good_soon()
    {
        _server.RefuseConnection().RefuseConnection().RefuseConnection();

        Assert.True((await Fail()).MayPass);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_server_that_is_out_of_order_is_asked_three_times(int status)
    {
        _server.Answer(status, "<html/>", "text/html").Answer(status).Answer(status);
        Assert.Equal(VgsErrorId.TokenEndpointUnavailable, (await Fail()).Id);
        Assert.Equal(3, _server.Sent.Length);
    }

    [Fact]
    public async Task A_server_that_recovers_is_forgiven()
    {
        _server.RefuseConnection().LoseAnswer().Answer(200, Granted);
        Assert.Equal("acc3ss.t0ken", (await Request()).Value);
        Assert.Equal(_server.Sent[1].Body, _server.Sent[2].Body);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_unavailable()
    {
        _server.RefuseConnection().RefuseConnection().RefuseConnection();
        var error = await Fail();
        Assert.Equal(VgsErrorId.TokenEndpointUnavailable, error.Id);
        Assert.Contains("Connection refused", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_says_how_long_to_wait()
    {
        _server.AnswerSaying(503, "Retry-After", "7").Answer(200, Granted);
        await Request();
        Assert.Equal([TimeSpan.FromSeconds(7)], _clock.Waits);
    }

    [Theory]
    [InlineData(503, VgsErrorId.TokenEndpointUnavailable)]
    [InlineData(429, VgsErrorId.RateLimited)]
    public async Task A_wait_of_more_than_two_minutes_is_an_error_at_once(int status, VgsErrorId id)
    {
        _server.AnswerSaying(status, "Retry-After", "121");
        Assert.Equal(id, (await Fail()).Id);
        Assert.Empty(_clock.Waits);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        _server.AnswerSaying(status, "Location", "https://evil.example/token");
        Assert.Equal(VgsErrorId.TokenResponseInvalid, (await Fail()).Id);
        Assert.Single(_server.Sent);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_a_timeout()
    {
        _server.Hang();
        var error = await Assert.ThrowsAsync<VgsApiException>(() =>
            Request(TimeSpan.FromMilliseconds(200), [], CancellationToken.None)
        );
        Assert.Equal(VgsErrorId.OperationTimeout, error.Id);
        Assert.Contains("0.2 s", error.Message, StringComparison.Ordinal);
        Assert.Single(_server.Sent);
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_to_its_end()
    {
        using var endless = new EndlessContent();
        _server.AnswerWith(endless);
        var error = await Assert.ThrowsAsync<VgsApiException>(() => Request(LongEnough, [], CancellationToken.None));
        Assert.Equal(VgsErrorId.TokenResponseInvalid, error.Id);
        Assert.InRange(endless.BytesRead, 1, 2 * 1024 * 1024);
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
            _server.Answer(status, echo);
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
    public async Task A_long_explanation_is_cut_only_after_its_card_numbers_are_masked()
    {
        var description = new string('x', 300 - "invalid_request: ".Length - 12) + Secrets.CardNumber;
        _server.Answer(400, $$"""{"error":"invalid_request","error_description":"{{description}}"}""");
        Assert.DoesNotContain("41111111", (await Fail()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_secret_nor_token_is_heard_of()
    {
        _server.Answer(503).Answer(200, Granted);
        await Request("cards:read");
        var heard = string.Join("\n", _heard);
        Assert.Contains("POST /auth/realms/vgs/protocol/openid-connect/token 503", heard, StringComparison.Ordinal);
        Assert.Contains("client_secret=***", heard, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", heard, StringComparison.Ordinal);
        Assert.DoesNotContain("acc3ss", heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_request_is_cancelled_and_nothing_else()
    {
        _server.Hang();
        using var cancel = new CancellationTokenSource();
        var request = Request(LongEnough, [], cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
    }

    public void Dispose() => _server.Dispose();

    private async Task<VgsApiException> Fail(params string[] scope)
    {
        var error = await Assert.ThrowsAsync<VgsApiException>(() => Request(scope));
        Assert.NotNull(error.RecommendedAction);
        Assert.DoesNotContain(Secrets.ClientSecret, error.ToString(), StringComparison.Ordinal);
        return error;
    }

    private Task<AccessToken> Request(params string[] scope) => Request(LongEnough, scope, CancellationToken.None);

    private async Task<AccessToken> Request(TimeSpan timeout, string[] scope, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(_server, disposeHandler: false);
        using var credentials = new ClientCredentials("ACx-calm", Secrets.Protect(Secrets.ClientSecret));
        var address = ServiceAddresses.Create(VgsEnvironment.Sandbox).Token;
        var endpoint = new TokenEndpoint(http, address, credentials, scope, timeout, _clock);
        return await endpoint.RequestAsync(new RequestObserver(_heard.Add, _heard.Add), cancellationToken).Soon();
    }
}
