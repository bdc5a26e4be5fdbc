using VgsCalm.Auth.SignIn;

namespace VgsCalm.Core.Tests.Auth.SignIn;

/// <summary>RFC 8628 as Keycloak speaks it: the beginning, the limits, and what the person is told.</summary>
public sealed class DeviceSignInTests : DeviceSignInTest
{
    [Fact]
    public async Task The_person_is_told_page_code_and_limit()
    {
        Rig.Server.Answer(200, Started).Answer(200, SignInRig.Granted);

        await RunAsync();

        var told = await Rig.Told.Task;
        Assert.Contains("https://auth.example/device", told, StringComparison.Ordinal);
        Assert.Contains("WDJB-MJHT", told, StringComparison.Ordinal);
        Assert.Contains("300 s", told, StringComparison.Ordinal);
        Assert.DoesNotContain("d3vice", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "unauthorized_client",
        "Client is not allowed to initiate OAuth 2.0 Device Authorization Grant. The flow is disabled."
    )]
    [InlineData("invalid_grant", "Client not allowed for OAuth 2.0 Device Authorization Grant")]
    public async Task A_client_that_may_not_use_it_is_told_the_other_ways(string code, string description)
    {
        Rig.Server.Answer(400, $$"""{"error":"{{code}}","error_description":"{{description}}"}""");

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
        Rig.Server.Answer(status, $$"""{"error":"{{code}}","error_description":"{{description}}"}""");

        var error = await FailureAsync();

        Assert.Equal((VgsErrorId.SignInFailed, code), (error.Id, error.Code));
        Assert.Contains("-ClientId", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Single(Rig.Server.Sent);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_start_that_a_web_page_refuses_is_laid_to_a_gateway(int status)
    {
        Rig.Server.Answer(status, "<html>Not here</html>", "text/html");

        var error = await FailureAsync();

        Assert.Equal(VgsErrorId.SignInFailed, error.Id);
        Assert.Contains("gateway", error.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("-ClientId", error.RecommendedAction, StringComparison.Ordinal);
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
        Rig.Server.Answer(200, body);

        var error = await FailureAsync();

        Assert.Equal(VgsErrorId.SignInFailed, error.Id);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.False(Rig.Told.Task.IsCompleted);
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
        Rig.Server.Answer(200, Started).Answer(200, SignInRig.Granted);

        await RunAsync();

        var heard = string.Join('\n', Rig.Heard);
        Assert.DoesNotContain("d3vice", heard, StringComparison.Ordinal);
        Assert.DoesNotContain("t0ken", heard, StringComparison.Ordinal);
        Assert.DoesNotContain("r3fresh", heard, StringComparison.Ordinal);
    }
}
