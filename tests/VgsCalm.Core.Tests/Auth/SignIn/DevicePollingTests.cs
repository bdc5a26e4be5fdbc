using System.Web;

namespace VgsCalm.Core.Tests.Auth.SignIn;

/// <summary>RFC 8628 as Keycloak speaks it: the requests that ask whether the person has signed in.</summary>
public sealed class DevicePollingTests : DeviceSignInTest
{
    private const string SlowDown = """{"error":"slow_down","error_description":"Slow down"}""";

    [Fact]
    public async Task It_polls_at_the_interval_and_slows_down_for_good()
    {
        Rig.Server.Answer(200, Started)
            .Answer(400, Pending)
            .Answer(400, SlowDown)
            .Answer(400, Pending)
            .Answer(400, SlowDown)
            .Answer(200, SignInRig.Granted);

        await RunAsync();

        Assert.Equal([5, 5, 10, 10, 15], Rig.Clock.Waits.Select(wait => wait.TotalSeconds));
        var poll = HttpUtility.ParseQueryString(Rig.Server.Sent[1].Body!);
        Assert.Equal(
            ("urn:ietf:params:oauth:grant-type:device_code", "d3vice-c0de", "vgs-cli-public"),
            (poll["grant_type"], poll["device_code"], poll["client_id"])
        );
        Assert.Equal("acc3ss.t0ken", (await Rig.Tokens.RequestAsync(Rig.Observer, default)).Value);
    }

    [Theory]
    [InlineData("""{"device_code":"d","user_code":"AB-CD","verification_uri":"https://a.example/d"}""", 5)]
    [InlineData("""{"device_code":"d","user_code":"AB-CD","verification_uri":"https://a.example/d","interval":0}""", 5)]
    [InlineData(
        """{"device_code":"d","user_code":"AB-CD","verification_uri":"https://a.example/d","interval":"7"}""",
        7
    )]
    public async Task Without_an_interval_it_is_five_seconds(string started, int seconds)
    {
        Rig.Server.Answer(200, started).Answer(200, SignInRig.Granted);

        await RunAsync();

        Assert.Equal([seconds], Rig.Clock.Waits.Select(wait => (int)wait.TotalSeconds));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    public async Task A_poll_that_a_web_page_refuses_is_laid_to_a_gateway(int status)
    {
        Rig.Server.Answer(200, Started).Answer(status, "<html>Not here</html>", "text/html");

        var error = await FailureAsync();

        Assert.Equal(VgsErrorId.SignInFailed, error.Id);
        Assert.Contains("gateway", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(503, """{"error":"temporarily_unavailable","error_description":"Later"}""")]
    [InlineData(500, """{"error":"server_error"}""")]
    [InlineData(502, "<html>An edge speaks</html>")]
    [InlineData(429, """{"error":"rate_limit_exceeded"}""")]
    public async Task A_server_that_is_out_of_order_for_a_poll_is_polled_again_later(int status, string body)
    {
        Rig.Server.Answer(200, Started).Answer(status, body).Answer(200, SignInRig.Granted);

        await RunAsync();

        Assert.Equal([5, 10], Rig.Clock.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task A_redirect_in_place_of_tokens_is_not_laid_to_the_client()
    {
        Rig.Server.Answer(200, Started).Answer(302);

        var error = await FailureAsync();

        Assert.Contains("redirects", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("-ClientId", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_poll_makes_the_next_one_later()
    {
        Rig.Server.Answer(200, Started)
            .LoseAnswer()
            .RefuseConnection()
            .Answer(503)
            .AnswerSaying(429, "Retry-After", "50")
            .Answer(400, Pending)
            .Answer(200, SignInRig.Granted);

        await RunAsync();

        Assert.Equal([5, 10, 20, 40, 50, 50], Rig.Clock.Waits.Select(wait => wait.TotalSeconds));
    }

    [Theory]
    [InlineData(429, "50", 50)]
    [InlineData(429, "120", 120)]
    [InlineData(503, "90", 90)]
    [InlineData(429, "3600", 120)]
    [InlineData(429, "1", 5)]
    public async Task A_Retry_After_is_obeyed_up_to_two_minutes(int status, string asked, int waited)
    {
        Rig.Server.Answer(200, Started).AnswerSaying(status, "Retry-After", asked).Answer(200, SignInRig.Granted);

        await RunAsync();

        Assert.Equal([5, waited], Rig.Clock.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task Without_one_it_polls_once_a_minute_at_least()
    {
        Rig.Server.Answer(200, Started)
            .Answer(503)
            .Answer(503)
            .LoseAnswer()
            .Answer(503)
            .Answer(503)
            .Answer(200, SignInRig.Granted);

        await RunAsync();

        Assert.Equal([5, 10, 20, 40, 60, 60], Rig.Clock.Waits.Select(wait => wait.TotalSeconds));
    }

    [Theory]
    [InlineData("invalid_grant", "Client not allowed OAuth 2.0 Device Authorization Grant", "-Interactive")]
    [InlineData("expired_token", "Device code is expired", "new code")]
    [InlineData("access_denied", "The end user denied the authorization request", "grant the access")]
    [InlineData("invalid_grant", "Device code not valid", "again")]
    [InlineData("invalid_grant", "unauthorized client", "again")]
    [InlineData("invalid_request", "duplicated parameter", "again")]
    public async Task A_poll_that_is_refused_ends_it_with_what_to_do(string code, string description, string action)
    {
        Rig.Server.Answer(200, Started)
            .Answer(400, Pending)
            .Answer(400, $$"""{"error":"{{code}}","error_description":"{{description}}"}""");

        var error = await FailureAsync();

        Assert.Equal((VgsErrorId.SignInFailed, code), (error.Id, error.Code));
        Assert.Contains(action, error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Polling_ends_when_the_code_has_expired()
    {
        Rig.Server.Answer(200, Started.Replace("600", "12", StringComparison.Ordinal))
            .Answer(400, Pending)
            .Answer(400, Pending);

        var error = await FailureAsync();

        Assert.Equal("expired_token", error.Code);
        Assert.Equal([5, 5, 2], Rig.Clock.Waits.Select(wait => wait.TotalSeconds));
    }
}
