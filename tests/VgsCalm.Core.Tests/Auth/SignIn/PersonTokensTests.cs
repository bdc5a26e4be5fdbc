using System.Web;
using VgsCalm.Auth;

namespace VgsCalm.Core.Tests.Auth.SignIn;

/// <summary>A person's session: renewed by its refresh token until the server ends it.</summary>
public sealed class PersonTokensTests : IDisposable
{
    private readonly SignInRig _rig = new(skipsWaits: true);

    [Fact]
    public async Task The_first_token_is_the_sign_ins_own()
    {
        await _rig.SignInAsync();

        Assert.Equal("acc3ss.t0ken", (await TokenAsync()).Value);
        Assert.Single(_rig.Server.Sent);
    }

    [Fact]
    public async Task The_newest_refresh_token_is_used()
    {
        await _rig.SignInAsync();
        await TokenAsync();
        _rig.Server.Answer(200, Granted("a2", "r3fresh-2"))
            .Answer(200, Granted("a3", null))
            .Answer(200, Granted("a4", null));

        Assert.Equal(
            ["a2", "a3", "a4"],
            [(await TokenAsync()).Value, (await TokenAsync()).Value, (await TokenAsync()).Value]
        );

        Assert.Equal(["r3fresh-1", "r3fresh-2", "r3fresh-2"], SpentTokens());
        var form = HttpUtility.ParseQueryString(_rig.Server.Sent[1].Body!);
        Assert.Equal(("refresh_token", "vgs-cli-public"), (form["grant_type"], form["client_id"]));
    }

    [Theory]
    [InlineData(400, "invalid_grant", "Token is not active", 2)]
    [InlineData(400, "invalid_grant", "Session not active", 2)]
    [InlineData(400, "invalid_grant", "Invalid refresh token", 2)]
    [InlineData(400, "invalid_grant", "Refresh token expired", 2)]
    [InlineData(400, "invalid_grant", "Session doesn't have required client", 2)]
    [InlineData(400, "invalid_request", "No refresh token", 1)]
    [InlineData(401, "invalid_client", "Invalid client", 1)]
    public async Task A_refresh_that_is_refused_means_to_sign_in_again(
        int status,
        string code,
        string description,
        int tries
    )
    {
        await _rig.SignInAsync();
        await TokenAsync();
        for (var at = 0; at < tries; at++)
        {
            _rig.Server.Answer(status, $$"""{"error":"{{code}}","error_description":"{{description}}"}""");
        }

        var error = await Assert.ThrowsAsync<VgsApiException>(TokenAsync);

        Assert.Equal((VgsErrorId.SignInRequired, code), (error.Id, error.Code));
        Assert.Contains(description, error.Message, StringComparison.Ordinal);
        Assert.Contains("Connect-VgsCalm -Interactive", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(1 + tries, _rig.Server.Sent.Length);
    }

    [Fact]
    public async Task A_node_that_does_not_know_the_token_yet_is_asked_once_more()
    {
        await _rig.SignInAsync();
        await TokenAsync();
        _rig.Server.Answer(400, """{"error":"invalid_grant","error_description":"Invalid refresh token"}""")
            .Answer(200, Granted("a2", null));

        Assert.Equal("a2", (await TokenAsync()).Value);
    }

    [Fact]
    public async Task A_server_that_is_out_of_order_is_no_end_of_the_sign_in()
    {
        await _rig.SignInAsync();
        await TokenAsync();
        _rig.Server.Answer(503).RefuseConnection().LoseAnswer();

        var error = await Assert.ThrowsAsync<VgsApiException>(TokenAsync);
        Assert.Equal(VgsErrorId.TokenEndpointUnavailable, error.Id);

        _rig.Server.Answer(200, Granted("a2", null));
        Assert.Equal("a2", (await TokenAsync()).Value);
    }

    // A firewall that wants a sign-in of its own: VGS has not seen the refresh token.
    [Fact]
    public async Task A_refusal_that_is_a_web_page_is_no_end_of_the_sign_in()
    {
        await _rig.SignInAsync();
        await TokenAsync();
        _rig.Server.Answer(403, "<html>Forbidden</html>", "text/html").Answer(200, Granted("a2", null));

        var error = await Assert.ThrowsAsync<VgsApiException>(TokenAsync);

        Assert.Equal(VgsErrorId.AuthenticationFailed, error.Id);
        Assert.Contains("gateway", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("a2", (await TokenAsync()).Value);
    }

    [Fact]
    public async Task A_refresh_is_tried_three_times()
    {
        await _rig.SignInAsync();
        await TokenAsync();
        _rig.Server.Answer(503).Answer(503).Answer(503).Answer(200, Granted("a2", null));

        Assert.Equal(VgsErrorId.TokenEndpointUnavailable, (await Assert.ThrowsAsync<VgsApiException>(TokenAsync)).Id);
        Assert.Equal(4, _rig.Server.Sent.Length);
    }

    [Fact]
    public async Task A_first_token_that_waited_until_it_was_old_is_renewed()
    {
        await _rig.SignInAsync();
        _rig.Clock.Advance(TimeSpan.FromSeconds(299));
        _rig.Server.Answer(200, Granted("a2", null));

        Assert.Equal("a2", (await TokenAsync()).Value);
    }

    [Theory]
    [InlineData("0", 0.25)]
    [InlineData("7", 7)]
    public async Task A_refresh_that_is_put_off_waits_as_told_or_longer(string told, double least)
    {
        await _rig.SignInAsync();
        await TokenAsync();
        _rig.Server.AnswerSaying(503, "Retry-After", told).Answer(200, Granted("a2", null));

        Assert.Equal("a2", (await TokenAsync()).Value);

        Assert.InRange(Assert.Single(_rig.Clock.Waits).TotalSeconds, least, Math.Max(least, 0.5));
        Assert.Equal(
            told == "7",
            _rig.Heard.Exists(line => line.Contains("waiting 7 s, until", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task A_refresh_that_is_put_off_for_hours_fails_at_once()
    {
        await _rig.SignInAsync();
        await TokenAsync();
        _rig.Server.AnswerSaying(503, "Retry-After", "7200");

        Assert.Equal(VgsErrorId.TokenEndpointUnavailable, (await Assert.ThrowsAsync<VgsApiException>(TokenAsync)).Id);
        Assert.Empty(_rig.Clock.Waits);
    }

    [Fact]
    public async Task A_refresh_that_gets_no_answer_in_time_is_sent_once()
    {
        using var rig = new SignInRig(skipsWaits: true, timeout: TimeSpan.FromMilliseconds(200));
        await rig.SignInAsync();
        await rig.Tokens.RequestAsync(rig.Observer, default);
        rig.Server.Hang();

        var error = await Assert.ThrowsAsync<VgsApiException>(() => rig.Tokens.RequestAsync(rig.Observer, default));

        Assert.Equal((VgsErrorId.OperationTimeout, 2), (error.Id, rig.Server.Sent.Length));
    }

    [Fact]
    public async Task Without_a_refresh_token_the_session_ends_with_its_token()
    {
        await _rig.SignInAsync("""{"access_token":"a1","expires_in":300,"token_type":"Bearer"}""");
        await TokenAsync();

        var error = await Assert.ThrowsAsync<VgsApiException>(TokenAsync);

        Assert.Equal(VgsErrorId.SignInRequired, error.Id);
        Assert.Single(_rig.Server.Sent);
    }

    [Fact]
    public async Task The_sign_in_is_ended_at_the_server()
    {
        await _rig.SignInAsync();
        using var rig = new SignInRig();
        await rig.SignInAsync();
        rig.Server.Answer(204);

        Assert.Null(await rig.Tokens.EndAsync(TimeSpan.FromSeconds(5), rig.Observer, default));

        var sent = rig.Server.Sent[1];
        Assert.EndsWith("/protocol/openid-connect/logout", sent.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal("client_id=vgs-cli-public&refresh_token=r3fresh-1", sent.Body);
        Assert.DoesNotContain("r3fresh", string.Join('\n', rig.Heard), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_server_holds_up_the_end_no_longer_than_the_limit()
    {
        using var rig = new SignInRig();
        await rig.SignInAsync();
        rig.Server.Hang();
        var end = rig.Tokens.EndAsync(TimeSpan.FromSeconds(5), rig.Observer, default);
        await rig.Clock.UntilWaiting(1);

        rig.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Contains("5 s", await end.Soon(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_reached_has_not_ended_the_sign_in()
    {
        await _rig.SignInAsync();
        _rig.Server.RefuseConnection();

        Assert.NotNull(await _rig.Tokens.EndAsync(TimeSpan.FromDays(1), _rig.Observer, default));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(500)]
    public async Task A_server_that_refuses_the_end_is_no_error(int status)
    {
        using var rig = new SignInRig();
        await rig.SignInAsync();
        rig.Server.Answer(status);

        Assert.Contains(
            $"{status}",
            await rig.Tokens.EndAsync(TimeSpan.FromSeconds(5), rig.Observer, default),
            StringComparison.Ordinal
        );
    }

    public void Dispose() => _rig.Dispose();

    private Task<AccessToken> TokenAsync() => _rig.Tokens.RequestAsync(_rig.Observer, default);

    private IEnumerable<string?> SpentTokens() =>
        _rig.Server.Sent.Skip(1).Select(sent => HttpUtility.ParseQueryString(sent.Body!)["refresh_token"]);

    private static string Granted(string access, string? refresh) =>
        refresh is null
            ? $$"""{"access_token":"{{access}}","expires_in":300,"token_type":"Bearer"}"""
            : $$"""{"access_token":"{{access}}","expires_in":300,"token_type":"Bearer","refresh_token":"{{refresh}}"}""";
}
