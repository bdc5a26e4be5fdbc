using System.IO.Compression;
using System.Net;
using VgsCalm.Http;

namespace VgsCalm.Core.Tests.Http;

/// <summary>Requests whose answer does not come: what is repeated, and what is said of the rest.</summary>
public sealed class LostAnswerTests : IDisposable
{
    private readonly TransportRig _rig = new(timeout: TimeSpan.FromMilliseconds(400));

    [Theory]
    [InlineData("POST")]
    [InlineData("PATCH")]
    [InlineData("PUT")]
    public async Task A_change_that_lost_its_answer_is_unknown_and_never_repeated(string method)
    {
        _rig.Service.LoseAnswer();
        Assert.Equal(
            VgsErrorId.OutcomeUnknown,
            (
                await _rig.Fail(
                    new ApiRequest(new HttpMethod(method), VgsApi.Calm, "/cards") { Body = "{}"u8.ToArray() }
                )
            ).Id
        );
        Assert.Single(_rig.Service.Sent);
    }

    [Theory]
    [InlineData("GET", VgsErrorId.ConnectionFailed, 2)]
    [InlineData("POST", VgsErrorId.OutcomeUnknown, 1)]
    public async Task An_answer_that_cannot_be_decompressed_is_lost(string method, VgsErrorId id, int sent)
    {
        for (var i = 0; i < sent; i++)
        {
            _rig.Service.AnswerWith(new DamagedContent());
        }

        Assert.Equal(
            id,
            (
                await _rig.Fail(
                    new ApiRequest(new HttpMethod(method), VgsApi.Calm, "/cards")
                    {
                        Retry = new() { MaximumRetries = 1 },
                    }
                )
            ).Id
        );
        Assert.Equal(sent, _rig.Service.Sent.Length);
    }

    [Fact]
    public async Task A_change_without_a_body_is_unknown_as_well()
    {
        _rig.Service.LoseAnswer();
        Assert.Equal(
            VgsErrorId.OutcomeUnknown,
            (await _rig.Fail(new ApiRequest(HttpMethod.Post, VgsApi.Cmp, "/cards/1/cryptogram"))).Id
        );
    }

    [Fact]
    public async Task A_change_that_never_left_is_repeated()
    {
        _rig.Service.RefuseConnection().Answer(202);
        Assert.Equal(202, (await _rig.Send(TransportRig.Post())).StatusCode);
    }

    [Theory]
    [InlineData("GET", VgsErrorId.OperationTimeout)]
    [InlineData("DELETE", VgsErrorId.OperationTimeout)]
    [InlineData("POST", VgsErrorId.OutcomeUnknown)]
    [InlineData("PATCH", VgsErrorId.OutcomeUnknown)]
    public async Task No_answer_in_time_is_a_timeout_or_unknown(string method, VgsErrorId id)
    {
        _rig.Service.Hang();
        var error = await _rig.Fail(new ApiRequest(new HttpMethod(method), VgsApi.Calm, "/cards"));
        Assert.Equal(id, error.Id);
        Assert.Contains("0.4 s", error.Message, StringComparison.Ordinal);
        Assert.Single(_rig.Service.Sent);
    }

    [Fact]
    public async Task A_change_that_found_no_connection_in_time_is_a_timeout()
    {
        _rig.Service.HangWhileConnecting();
        Assert.Equal(VgsErrorId.OperationTimeout, (await _rig.Fail(TransportRig.Post())).Id);
    }

    [Fact]
    public async Task A_request_may_have_a_time_limit_of_its_own()
    {
        _rig.Service.Hang();
        var error = await _rig.Fail(
            new ApiRequest(HttpMethod.Get, VgsApi.Calm, "/x") { Timeout = TimeSpan.FromMilliseconds(50) }
        );
        Assert.Contains("0.05 s", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Connect-VgsCalm", error.RecommendedAction!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_time_limit_is_Connects_where_the_command_has_none()
    {
        _rig.Service.Hang();
        var error = await _rig.Fail(TransportRig.Get());
        Assert.Contains("Connect-VgsCalm has -TimeoutSec", error.RecommendedAction!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_of_the_machine_is_signed_in_to_where_it_is_named()
    {
        _rig.Service.Answer(407);
        var error = await _rig.Fail(TransportRig.Get());
        Assert.Equal(VgsErrorId.AuthenticationFailed, error.Id);
        Assert.Contains("HTTPS_PROXY", error.RecommendedAction!, StringComparison.Ordinal);
        Assert.Contains("in a new shell", error.RecommendedAction!, StringComparison.Ordinal);
        Assert.DoesNotContain("-ProxyCredential", error.RecommendedAction!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deletion_that_lost_its_answer_and_then_finds_nothing_is_done()
    {
        _rig.Service.LoseAnswer().Answer(404);
        Assert.Equal(404, (await _rig.Send(TransportRig.Delete())).StatusCode);
    }

    [Fact]
    public async Task A_deletion_that_finds_nothing_at_first_is_NotFound()
    {
        _rig.Service.Answer(404);
        Assert.Equal(VgsErrorId.NotFound, (await _rig.Fail(TransportRig.Delete())).Id);
    }

    [Fact]
    public async Task A_GET_that_lost_its_answer_and_then_finds_nothing_is_not_found()
    {
        _rig.Service.LoseAnswer().Answer(404);
        Assert.Equal(VgsErrorId.NotFound, (await _rig.Fail(TransportRig.Get())).Id);
    }

    [Fact]
    public async Task A_deletion_without_an_answer_may_have_been_done_and_the_error_says_so()
    {
        _rig.Service.Hang();
        var late = await _rig.Fail(TransportRig.Delete());
        _rig.Service.LoseAnswer().LoseAnswer().LoseAnswer().LoseAnswer().LoseAnswer();
        var lost = await _rig.Fail(TransportRig.Delete());

        Assert.Equal([VgsErrorId.OperationTimeout, VgsErrorId.ConnectionFailed], [late.Id, lost.Id]);
        Assert.All(
            [late, lost],
            error => Assert.Contains("may have been deleted", error.Message, StringComparison.Ordinal)
        );
        Assert.All(
            [late, lost],
            error => Assert.Contains("NotFound means then", error.RecommendedAction, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_deletion_that_never_left_was_not_done()
    {
        _rig.Service.RefuseConnection().RefuseConnection().RefuseConnection().RefuseConnection().RefuseConnection();
        var error = await _rig.Fail(TransportRig.Delete());
        Assert.Equal(VgsErrorId.ConnectionFailed, error.Id);
        Assert.DoesNotContain("deleted", $"{error.Message} {error.RecommendedAction}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task A_message_is_whole_sentences(string method)
    {
        for (var tries = 0; tries < 5; tries++)
        {
            _rig.Service.LoseAnswer();
        }

        var error = await _rig.Fail(new ApiRequest(new HttpMethod(method), VgsApi.Calm, "/x"));
        Assert.Matches("reset by peer(; it may have been deleted)?[.]$", error.Message);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_deletion_lost_by_a_gateway_that_then_finds_nothing_is_done(int status)
    {
        _rig.Service.Answer(status).Answer(404);
        Assert.Equal(404, (await _rig.Send(TransportRig.Delete())).StatusCode);
    }

    [Fact]
    public async Task A_deletion_put_off_that_then_finds_nothing_is_NotFound()
    {
        _rig.Service.AnswerSaying(429, "Retry-After", "1").Answer(404);
        Assert.Equal(VgsErrorId.NotFound, (await _rig.Fail(TransportRig.Delete())).Id);
    }

    [Fact]
    public async Task Not_modified_is_the_answer_to_a_condition()
    {
        _rig.Service.Answer(304);
        Assert.Equal(304, (await _rig.Send(TransportRig.Get())).StatusCode);
    }

    [Fact]
    public async Task A_cancelled_request_is_cancelled_and_nothing_else()
    {
        _rig.Service.Hang();
        using var cancel = new CancellationTokenSource();
        var sending = _rig
            .Transport.SendAsync(
                new ApiRequest(HttpMethod.Post, VgsApi.Calm, "/x") { Timeout = TimeSpan.FromMinutes(1) },
                _rig.Observer,
                cancel.Token
            )
            .Soon();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    public void Dispose() => _rig.Dispose();

    // What the HTTP client's decompression makes of a damaged body.
    private sealed class DamagedContent : HttpContent
    {
        protected override Task<Stream> CreateContentReadStreamAsync() =>
            Task.FromResult<Stream>(
                new GZipStream(new MemoryStream("no gzip at all"u8.ToArray()), CompressionMode.Decompress)
            );

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            throw new NotSupportedException();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
