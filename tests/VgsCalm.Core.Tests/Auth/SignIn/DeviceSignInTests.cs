using System.Web;
using VgsCalm.Auth.SignIn;

namespace VgsCalm.Core.Tests.Auth.SignIn;

/// <summary>RFC 8628 as Keycloak speaks it.</summary>
public sealed class DeviceSignInTests : IDisposable
{
    private const string Started = """
        {"device_code":"d3vice-c0de","user_code":"WDJB-MJHT","verification_uri":"https://auth.example/device",
         "verification_uri_complete":"https://auth.example/device?user_code=WDJB-MJHT","expires_in":600,"interval":5}
        """;
    private const string Pending =
        """{"error":"authorization_pending","error_description":"The authorization request is still pending"}""";
    private const string SlowDown = """{"error":"slow_down","error_description":"Slow down"}""";

    private readonly SignInRig _rig = new(skipsWaits: true);

    [Fact]
    public async Task The_person_is_told_page_code_and_limit()
    {
        _rig.Server.Answer(200, Started).Answer(200, SignInRig.Granted);

        await RunAsync();

        var told = await _rig.Told.Task;
        Assert.Contains("https://auth.example/device", told, StringComparison.Ordinal);
        Assert.Contains("WDJB-MJHT", told, StringComparison.Ordinal);
        Assert.Contains("300 s", told, StringComparison.Ordinal);
        Assert.DoesNotContain("d3vice", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_polls_at_the_interval_and_slows_down_for_good()
    {
        _rig.Server.Answer(200, Started)
            .Answer(400, Pending)
            .Answer(400, SlowDown)
            .Answer(400, Pending)
            .Answer(400, SlowDown)
            .Answer(200, SignInRig.Granted);

        await RunAsync();

        Assert.Equal([5, 5, 10, 10, 15], _rig.Clock.Waits.Select(wait => wait.TotalSeconds));
        var poll = HttpUtility.ParseQueryString(_rig.Server.Sent[1].Body!);
        Assert.Equal(
            ("urn:ietf:params:oauth:grant-type:device_code", "d3vice-c0de", "vgs-cli-public"),
            (poll["grant_type"], poll["device_code"], poll["client_id"])
        );
        Assert.Equal("acc3ss.t0ken", (await _rig.Tokens.RequestAsync(_rig.Observer, default)).Value);
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
        _rig.Server.Answer(200, started).Answer(200, SignInRig.Granted);

        await RunAsync();

        Assert.Equal([seconds], _rig.Clock.Waits.Select(wait => (int)wait.TotalSeconds));
    }

    [Theory]
    [InlineData(503, """{"error":"temporarily_unavailable","error_description":"Later"}""")]
    [InlineData(500, """{"error":"server_error"}""")]
    [InlineData(502, "<html>An edge speaks</html>")]
    [InlineData(429, """{"error":"rate_limit_exceeded"}""")]
    public async Task A_server_that_is_out_of_order_for_a_poll_is_polled_again_later(int status, string body)
    {
        _rig.Server.Answer(200, Started).Answer(status, body).Answer(200, SignInRig.Granted);

        await RunAsync();

        Assert.Equal([5, 10], _rig.Clock.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task A_lost_poll_makes_the_next_one_later()
    {
        _rig.Server.Answer(200, Started)
            .LoseAnswer()
            .RefuseConnection()
            .Answer(503)
            .AnswerSaying(429, "Retry-After", "50")
            .Answer(400, Pending)
            .Answer(200, SignInRig.Granted);

        await RunAsync();

        Assert.Equal([5, 10, 20, 40, 50, 50], _rig.Clock.Waits.Select(wait => wait.TotalSeconds));
    }

    [Theory]
    [InlineData(429, "50", 50)]
    [InlineData(429, "120", 120)]
    [InlineData(503, "90", 90)]
    [InlineData(429, "3600", 120)]
    [InlineData(429, "1", 5)]
    public async Task A_Retry_After_is_obeyed_up_to_two_minutes(int status, string asked, int waited)
    {
        _rig.Server.Answer(200, Started).AnswerSaying(status, "Retry-After", asked).Answer(200, SignInRig.Granted);

        await RunAsync();

        Assert.Equal([5, waited], _rig.Clock.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task Without_one_it_polls_once_a_minute_at_least()
    {
        _rig.Server.Answer(200, Started)
            .Answer(503)
            .Answer(503)
            .LoseAnswer()
            .Answer(503)
            .Answer(503)
            .Answer(200, SignInRig.Granted);

        await RunAsync();

        Assert.Equal([5, 10, 20, 40, 60, 60], _rig.Clock.Waits.Select(wait => wait.TotalSeconds));
    }

    [Theory]
    [InlineData(
        "unauthorized_client",
        "Client is not allowed to initiate OAuth 2.0 Device Authorization Grant. The flow is disabled."
    )]
    [InlineData("invalid_grant", "Client not allowed for OAuth 2.0 Device Authorization Grant")]
    public async Task A_client_that_may_not_use_it_is_told_the_other_ways(string code, string description)
    {
        _rig.Server.Answer(400, $$"""{"error":"{{code}}","error_description":"{{description}}"}""");

        var error = await FailureAsync();

        Assert.Equal((VgsErrorId.SignInFailed, code), (error.Id, error.Code));
        Assert.Contains("vgs-cli-public", error.Message, StringComparison.Ordinal);
        Assert.Contains("-Interactive", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "invalid_client", "Invalid client or Invalid client credentials")]
    [InlineData(401, "unauthorized_client", "Invalid client or Invalid client credentials")]
    [InlineData(400, "invalid_scope", "Invalid scopes: x")]
    public async Task A_client_that_is_refused_at_the_start_is_named_with_the_reason(
        int status,
        string code,
        string description
    )
    {
        _rig.Server.Answer(status, $$"""{"error":"{{code}}","error_description":"{{description}}"}""");

        var error = await FailureAsync();

        Assert.Equal((VgsErrorId.SignInFailed, code), (error.Id, error.Code));
        Assert.Contains("-ClientId", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Single(_rig.Server.Sent);
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
        _rig.Server.Answer(200, Started)
            .Answer(400, Pending)
            .Answer(400, $$"""{"error":"{{code}}","error_description":"{{description}}"}""");

        var error = await FailureAsync();

        Assert.Equal((VgsErrorId.SignInFailed, code), (error.Id, error.Code));
        Assert.Contains(action, error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Polling_ends_when_the_code_has_expired()
    {
        _rig.Server.Answer(200, Started.Replace("600", "12", StringComparison.Ordinal))
            .Answer(400, Pending)
            .Answer(400, Pending);

        var error = await FailureAsync();

        Assert.Equal("expired_token", error.Code);
        Assert.Equal([5, 5, 2], _rig.Clock.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task The_time_limit_ends_it_before_the_code_does()
    {
        using var rig = new SignInRig(new SignInOptions { TimeLimit = TimeSpan.FromSeconds(8) }, skipsWaits: true);
        rig.Server.Answer(200, Started).Answer(400, Pending);

        var error = await FailureAsync(rig);

        Assert.Contains("8 s", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"user_code":"AB-CD","verification_uri":"https://a.example/d"}""", "device_code")]
    [InlineData("""{"device_code":"d","verification_uri":"https://a.example/d"}""", "user_code")]
    [InlineData(
        """{"device_code":"d","user_code":"A\u001b[2J","verification_uri":"https://a.example/d"}""",
        "user_code"
    )]
    [InlineData("""{"device_code":"d","user_code":"AB-CD","verification_uri":"http://a.example/d"}""", "https")]
    [InlineData("""{"device_code":"d","user_code":"AB-CD","verification_uri":"javascript:alert(1)"}""", "https")]
    [InlineData("<html>", "JSON")]
    public async Task A_start_that_cannot_be_used_or_shown_is_refused(string body, string what)
    {
        _rig.Server.Answer(200, body);

        var error = await FailureAsync();

        Assert.Equal(VgsErrorId.SignInFailed, error.Id);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.False(_rig.Told.Task.IsCompleted);
    }

    [Fact]
    public async Task Ctrl_C_ends_it_while_it_waits()
    {
        using var rig = new SignInRig();
        using var ctrlC = new CancellationTokenSource();
        rig.Server.Answer(200, Started);
        var signIn = new DeviceSignIn(rig.Realm, rig.Told.SetResult).RunAsync(rig.Tokens, rig.Observer, ctrlC.Token);
        await rig.Clock.UntilWaiting(1);

        await ctrlC.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signIn.Soon());
    }

    [Fact]
    public async Task No_secret_is_in_the_trace()
    {
        _rig.Server.Answer(200, Started).Answer(200, SignInRig.Granted);

        await RunAsync();

        var heard = string.Join('\n', _rig.Heard);
        Assert.DoesNotContain("d3vice", heard, StringComparison.Ordinal);
        Assert.DoesNotContain("t0ken", heard, StringComparison.Ordinal);
        Assert.DoesNotContain("r3fresh", heard, StringComparison.Ordinal);
    }

    public void Dispose() => _rig.Dispose();

    private Task RunAsync() =>
        new DeviceSignIn(_rig.Realm, _rig.Told.SetResult).RunAsync(_rig.Tokens, _rig.Observer, default).Soon();

    private Task<VgsApiException> FailureAsync(SignInRig? rig = null)
    {
        rig ??= _rig;
        return Assert.ThrowsAsync<VgsApiException>(() =>
            new DeviceSignIn(rig.Realm, text => rig.Told.TrySetResult(text))
                .RunAsync(rig.Tokens, rig.Observer, default)
                .Soon()
        );
    }
}
