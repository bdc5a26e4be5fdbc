using VgsCalm.Core.Tests.Http;

namespace VgsCalm.Core.Tests.Auth;

/// <summary>An authentication server that is out of order, out of reach, slow or busy.</summary>
public sealed class TokenEndpointOutageTests : TokenEndpointTest
{
    [Theory]
    [InlineData(404, "")]
    [InlineData(404, "<html>No such page</html>")]
    [InlineData(405, "")]
    [InlineData(501, "")]
    public async Task A_server_that_gives_no_tokens_is_unavailable_at_once(int status, string body)
    {
        Server.Answer(status, body);
        Assert.Equal(VgsErrorId.TokenEndpointUnavailable, (await Fail()).Id);
        Assert.Single(Server.Sent);
    }

    [Theory]
    [InlineData(429, "1", true)]
    [InlineData(503, "1", true)]
    [InlineData(503, "7200", false)]
    [InlineData(502, null, true)]
    [InlineData(404, null, false)]
    [InlineData(401, null, false)]
    public async Task Only_an_outage_that_may_pass_is_marked_so(int status, string? retryAfter, bool mayPass)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            Server.AnswerSaying(status, "Retry-After", retryAfter ?? "");
        }

        Assert.Equal(mayPass, (await Fail()).MayPass);
    }

    [Fact]
    public async Task A_connection_that_fails_may_be_good_soon()
    {
        Server.RefuseConnection().RefuseConnection().RefuseConnection();

        Assert.True((await Fail()).MayPass);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_server_that_is_out_of_order_is_asked_three_times(int status)
    {
        Server.Answer(status, "<html/>", "text/html").Answer(status).Answer(status);
        Assert.Equal(VgsErrorId.TokenEndpointUnavailable, (await Fail()).Id);
        Assert.Equal(3, Server.Sent.Length);
    }

    [Fact]
    public async Task A_server_that_recovers_is_forgiven()
    {
        Server.RefuseConnection().LoseAnswer().Answer(200, Granted);
        Assert.Equal("acc3ss.t0ken", (await Request()).Value);
        Assert.Equal(Server.Sent[1].Body, Server.Sent[2].Body);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_unavailable()
    {
        Server.RefuseConnection().RefuseConnection().RefuseConnection();
        var error = await Fail();
        Assert.Equal(VgsErrorId.TokenEndpointUnavailable, error.Id);
        Assert.Contains("Connection refused", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, VgsErrorId.RateLimited)]
    [InlineData(503, VgsErrorId.TokenEndpointUnavailable)]
    public async Task A_time_that_is_too_long_to_wait_for_is_named(int status, VgsErrorId id)
    {
        Server.AnswerSaying(status, "Retry-After", "600");

        var error = await Fail();

        Assert.Equal(id, error.Id);
        Assert.Contains("asks to come back in 600 s", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_says_how_long_to_wait()
    {
        Server.AnswerSaying(503, "Retry-After", "7").Answer(200, Granted);
        await Request();
        Assert.Equal([TimeSpan.FromSeconds(7)], Clock.Waits);
    }

    [Theory]
    [InlineData(503, VgsErrorId.TokenEndpointUnavailable)]
    [InlineData(429, VgsErrorId.RateLimited)]
    public async Task A_wait_of_more_than_two_minutes_is_an_error_at_once(int status, VgsErrorId id)
    {
        Server.AnswerSaying(status, "Retry-After", "121");
        Assert.Equal(id, (await Fail()).Id);
        Assert.Empty(Clock.Waits);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        Server.AnswerSaying(status, "Location", "https://evil.example/token");
        Assert.Equal(VgsErrorId.TokenResponseInvalid, (await Fail()).Id);
        Assert.Single(Server.Sent);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_a_timeout()
    {
        Server.Hang();
        var error = await Assert.ThrowsAsync<VgsApiException>(() =>
            Request(TimeSpan.FromMilliseconds(200), [], CancellationToken.None)
        );
        Assert.Equal(VgsErrorId.OperationTimeout, error.Id);
        Assert.Contains("0.2 s", error.Message, StringComparison.Ordinal);
        Assert.Contains("Connect-VgsCalm has -TimeoutSec", error.RecommendedAction!, StringComparison.Ordinal);
        Assert.Single(Server.Sent);
    }

    [Fact]
    public async Task A_proxy_of_the_machine_is_signed_in_to_where_it_is_named()
    {
        Server.Answer(407);
        var error = await Fail();
        Assert.Equal(VgsErrorId.AuthenticationFailed, error.Id);
        Assert.Contains("in a new shell", error.RecommendedAction!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_that_does_not_allow_the_host_is_named_at_once()
    {
        Server.RefuseConnection(
            "The proxy tunnel request to proxy 'http://127.0.0.1:3128/' failed with status code '403'.\""
        );
        var error = await Fail();
        Assert.Equal(VgsErrorId.TokenEndpointUnavailable, error.Id);
        Assert.Contains("proxy lets nothing through to", error.Message, StringComparison.Ordinal);
        Assert.Contains("whoever runs the proxy", error.RecommendedAction!, StringComparison.Ordinal);
        Assert.Single(Server.Sent);
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_to_its_end()
    {
        using var endless = new EndlessContent();
        Server.AnswerWith(endless);
        var error = await Assert.ThrowsAsync<VgsApiException>(() => Request(LongEnough, [], CancellationToken.None));
        Assert.Equal(VgsErrorId.TokenResponseInvalid, error.Id);
        Assert.InRange(endless.BytesRead, 1, 2 * 1024 * 1024);
    }
}
