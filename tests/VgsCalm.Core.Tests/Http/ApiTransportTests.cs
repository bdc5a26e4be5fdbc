using VgsCalm.Http;

namespace VgsCalm.Core.Tests.Http;

/// <summary>What a request carries, and what happens when its token is refused.</summary>
public sealed class ApiTransportTests : IDisposable
{
    private readonly TransportRig _rig = new();

    [Fact]
    public async Task A_request_carries_the_token_and_asks_for_JSON()
    {
        _rig.Service.Answer(200, "{}");
        var answer = await _rig.Send(TransportRig.Get("/cards/CRD1"));
        var sent = Assert.Single(_rig.Service.Sent);
        Assert.Equal((200, "{}"), (answer.StatusCode, System.Text.Encoding.UTF8.GetString(answer.Body)));
        Assert.Equal("GET https://calm.sandbox.verygoodsecurity.app/cards/CRD1", $"{sent.Method} {sent.Address}");
        Assert.Equal("Bearer access-token-1", sent.Authorization);
        Assert.Equal("application/json", sent.Headers["Accept"]);
        Assert.Null(sent.Body);
    }

    [Theory]
    [InlineData(VgsApi.Calm, "application/json", "https://calm.sandbox.verygoodsecurity.app/x")]
    [InlineData(VgsApi.CardAttributes, "application/json", "https://card-enrichment-api.sandbox.verygoodvault.com/x")]
    [InlineData(VgsApi.Cmp, "application/vnd.api+json", "https://sandbox.vgsapi.com/x")]
    [InlineData(VgsApi.Accounts, "application/vnd.api+json", "https://accounts.apps.verygoodsecurity.com/x")]
    public async Task Each_API_has_its_address_and_its_content_type(VgsApi api, string contentType, string address)
    {
        _rig.Service.Answer(200);
        await _rig.Send(new ApiRequest(HttpMethod.Post, api, "/x") { Body = "{}"u8.ToArray() });
        var sent = Assert.Single(_rig.Service.Sent);
        Assert.Equal(address, sent.Address.ToString());
        Assert.Equal(contentType, sent.Headers["Content-Type"]);
        Assert.StartsWith(contentType, sent.Headers["Accept"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_POST_to_the_path_of_the_last_one_goes_to_its_own_API()
    {
        _rig.Service.Answer(200).Answer(200).Answer(200);
        foreach (var api in new[] { VgsApi.Calm, VgsApi.Cmp, VgsApi.Calm })
        {
            await _rig.Send(new ApiRequest(HttpMethod.Post, api, "/x") { Body = "{}"u8.ToArray() });
        }

        Assert.Equal(
            ["calm.sandbox.verygoodsecurity.app", "sandbox.vgsapi.com", "calm.sandbox.verygoodsecurity.app"],
            _rig.Service.Sent.Select(sent => sent.Address.Host)
        );
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task A_refused_token_is_renewed_once_and_the_request_sent_again(string method)
    {
        _rig.Service.Answer(401).Answer(200);
        await _rig.Send(
            new ApiRequest(new HttpMethod(method), VgsApi.Calm, "/cards")
            {
                Body = "{}"u8.ToArray(),
                Retry = new() { MaximumRetries = 0 },
            }
        );
        Assert.Equal(
            ["Bearer access-token-1", "Bearer access-token-2"],
            _rig.Service.Sent.Select(s => s.Authorization)
        );
        Assert.Equal(["{}", "{}"], _rig.Service.Sent.Select(s => s.Body));
    }

    [Fact]
    public async Task A_new_token_that_is_refused_as_well_is_Unauthorized()
    {
        _rig.Service.Answer(401).Answer(401);
        var error = await _rig.Fail(TransportRig.Get());
        Assert.Equal((VgsErrorId.Unauthorized, 401), (error.Id, error.StatusCode));
        Assert.Equal(2, _rig.Service.Sent.Length);
        Assert.Equal(2, _rig.Tokens.Requests);
    }

    [Fact]
    public async Task A_token_is_renewed_once_a_request_even_between_retries()
    {
        _rig.Service.Answer(401).Answer(503).Answer(401);
        Assert.Equal(VgsErrorId.Unauthorized, (await _rig.Fail(TransportRig.Get())).Id);
        Assert.Equal(2, _rig.Tokens.Requests);
    }

    [Fact]
    public async Task An_answer_of_401_can_be_asked_for()
    {
        _rig.Service.Answer(401).Answer(401, "no");
        Assert.Equal(
            401,
            (await _rig.Send(new ApiRequest(HttpMethod.Get, VgsApi.Calm, "/x") { AcceptErrorStatus = true })).StatusCode
        );
    }

    [Fact]
    public async Task Nothing_is_sent_by_a_session_that_is_closed()
    {
        _rig.Tokens.Dispose();
        Assert.Equal(VgsErrorId.NotConnected, (await _rig.Fail(TransportRig.Get())).Id);
        Assert.Empty(_rig.Service.Sent);
    }

    [Fact]
    public async Task A_query_is_put_behind_the_path()
    {
        _rig.Service.Answer(200);
        await _rig.Send(new ApiRequest(HttpMethod.Get, VgsApi.Calm, "/x?a=1") { Query = [new("b c", "&=ü")] });
        Assert.Equal(
            "https://calm.sandbox.verygoodsecurity.app/x?a=1&b%20c=%26%3D%C3%BC",
            Assert.Single(_rig.Service.Sent).Address.AbsoluteUri
        );
    }

    [Fact]
    public async Task A_path_that_leaves_the_API_sends_nothing_and_asks_for_no_token()
    {
        Assert.Equal(VgsErrorId.ForeignHost, (await _rig.Fail(TransportRig.Get("https://evil.example/cards"))).Id);
        Assert.Equal(0, _rig.Tokens.Requests);
    }

    [Fact]
    public async Task The_bodys_size_is_announced_even_when_it_is_empty()
    {
        await using var server = await WebServer.Start(async context =>
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(
                context.Response,
                $"{context.Request.ContentLength}",
                CancellationToken.None
            )
        );
        using var rig = new TransportRig(http: SessionHttp.Direct(), calm: server.Address);
        var answer = await rig.Send(new ApiRequest(HttpMethod.Post, VgsApi.Calm, "/x"));
        Assert.Equal("0"u8.ToArray(), answer.Body);
    }

    [Fact]
    public async Task Each_request_goes_to_its_own_path_whatever_was_sent_before()
    {
        _rig.Service.Answer(200).Answer(200);
        await _rig.Send(TransportRig.Post());
        await _rig.Send(TransportRig.Get("/cards/CRD1"));
        Assert.Equal(["/cards", "/cards/CRD1"], _rig.Service.Sent.Select(sent => sent.Address.AbsolutePath));
    }

    [Fact]
    public async Task A_request_that_may_not_wait_is_not_sent_again()
    {
        _rig.Service.RefuseConnection();
        var request = new ApiRequest(HttpMethod.Get, VgsApi.Calm, "/x")
        {
            Retry = new RetryPolicy { MaxWait = TimeSpan.FromMilliseconds(100) },
        };
        Assert.Equal(VgsErrorId.ConnectionFailed, (await _rig.Fail(request)).Id);
        Assert.Single(_rig.Service.Sent);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task A_request_that_reads_has_no_body(string method)
    {
        _rig.Service.Answer(200);
        await _rig.Send(new ApiRequest(new HttpMethod(method), VgsApi.Calm, "/x"));
        Assert.Null(Assert.Single(_rig.Service.Sent).Body);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(60, 5)]
    [InlineData(3, null)]
    public void A_look_takes_no_longer_than_the_whole_wait(int sessions, int? expected)
    {
        using var rig = new TransportRig(timeout: TimeSpan.FromSeconds(sessions));
        Assert.Equal(expected, rig.Transport.CapTimeout(TimeSpan.FromSeconds(5))?.TotalSeconds);
    }

    [Theory]
    [InlineData(403, VgsApi.Calm, true)]
    [InlineData(403, VgsApi.Accounts, false)]
    [InlineData(404, VgsApi.Calm, false)]
    public async Task A_note_on_the_sessions_rights_is_for_their_refusal_alone(int status, VgsApi api, bool isNoted)
    {
        _rig.Transport.RefusalNote = "Connect with a service account.";
        _rig.Service.Answer(status);
        var error = await _rig.Fail(new ApiRequest(HttpMethod.Get, api, "/x"));
        Assert.Equal(isNoted, error.RecommendedAction == _rig.Transport.RefusalNote);
    }

    public void Dispose() => _rig.Dispose();
}
