using VgsCalm.Http;

namespace VgsCalm.Core.Tests.Http;

/// <summary>The session's own HTTP client against real sockets that break.</summary>
public sealed class BrokenConnectionTests : IAsyncLifetime
{
    private readonly WireServer _server = new();
    private readonly TransportRig _rig;

    public BrokenConnectionTests() =>
        _rig = new TransportRig(http: SessionHttp.Direct(), calm: _server.Address, timeout: TimeSpan.FromMinutes(3));

    public Task InitializeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_POST_that_is_refused_before_it_leaves_is_repeated()
    {
        _server.Then(WireScript.Answers("202 Accepted", "{}"));
        _rig.Clock.Waiting = () => _server.Listen();
        Assert.Equal(202, (await _rig.Send(TransportRig.Post())).StatusCode);
        Assert.Single(_rig.Clock.Waits);
        Assert.Equal(["POST /cards HTTP/1.1"], _server.Requests);
    }

    [Fact]
    public async Task A_POST_that_is_reset_on_its_way_is_unknown()
    {
        _server.Then(WireScript.ResetsWhileReading()).Then(WireScript.Answers("202 Accepted")).Listen();
        Assert.Equal(VgsErrorId.OutcomeUnknown, (await _rig.Fail(TransportRig.Post())).Id);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task A_POST_that_is_reset_after_it_arrived_is_unknown_and_arrives_once()
    {
        _server.Then(WireScript.Resets()).Then(WireScript.Answers("202 Accepted")).Listen();
        Assert.Equal(VgsErrorId.OutcomeUnknown, (await _rig.Fail(TransportRig.Post())).Id);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_POST_whose_connection_closes_unanswered_is_unknown_and_sent_once()
    {
        _server.Then(WireScript.Closes()).Then(WireScript.Answers("202 Accepted")).Listen();
        Assert.Equal(VgsErrorId.OutcomeUnknown, (await _rig.Fail(TransportRig.Post())).Id);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_POST_on_a_kept_connection_that_closes_arrives_once()
    {
        _server
            .Then(WireScript.AnswersAndKeeps("200 OK"))
            .Then(WireScript.Closes())
            .Then(WireScript.Answers("202 Accepted"))
            .Listen();
        await _rig.Send(TransportRig.Post());
        Assert.Equal(VgsErrorId.OutcomeUnknown, (await _rig.Fail(TransportRig.Post())).Id);
        Assert.Equal(2, _server.Requests.Length);
    }

    [Fact]
    public async Task A_POST_whose_answer_is_cut_off_is_unknown()
    {
        _server.Then(CutOff("202 Accepted")).Listen();
        Assert.Equal(VgsErrorId.OutcomeUnknown, (await _rig.Fail(TransportRig.Post())).Id);
    }

    [Fact]
    public async Task A_GET_goes_out_until_an_answer_comes_back_whole()
    {
        _server
            .Then(WireScript.ResetsWhileReading())
            .Then(WireScript.Resets())
            .Then(WireScript.Closes())
            .Then(CutOff("200 OK"))
            .Then(WireScript.Answers("200 OK", "{}"))
            .Listen();
        Assert.Equal("{}"u8.ToArray(), (await _rig.Send(TransportRig.Get())).Body);
    }

    [Fact]
    public async Task A_DELETE_whose_connection_closes_without_an_answer_has_deleted()
    {
        _server.Then(WireScript.Closes()).Then(WireScript.Answers("404 Not Found")).Listen();
        Assert.Equal(404, (await _rig.Send(TransportRig.Delete())).StatusCode);
        Assert.Equal(2, _server.Requests.Length);
    }

    [Fact]
    public async Task A_DELETE_on_a_kept_connection_that_closes_has_deleted()
    {
        _server
            .Then(WireScript.AnswersAndKeeps("200 OK"))
            .Then(WireScript.Closes())
            .Then(WireScript.Answers("404 Not Found"))
            .Listen();
        await _rig.Send(TransportRig.Get());
        Assert.Equal(404, (await _rig.Send(TransportRig.Delete())).StatusCode);
        Assert.Equal(3, _server.Requests.Length);
    }

    [Theory]
    [InlineData("GET", VgsErrorId.OperationTimeout)]
    [InlineData("POST", VgsErrorId.OutcomeUnknown)]
    public async Task An_answer_that_drips_is_stopped_by_the_time_limit(string method, VgsErrorId id)
    {
        _server.Then(WireScript.SendsAndDrips("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", " ")).Listen();
        Assert.Equal(
            id,
            (
                await _rig.Fail(
                    new ApiRequest(new HttpMethod(method), VgsApi.Calm, "/x")
                    {
                        Timeout = TimeSpan.FromMilliseconds(300),
                    }
                )
            ).Id
        );
    }

    // A hundred bytes are announced, ten come.
    private static WireScript CutOff(string status) =>
        WireScript.Sends($"HTTP/1.1 {status}\r\nContent-Length: 100\r\n\r\n{{\"data\":{{ ");

    public async Task DisposeAsync()
    {
        _rig.Dispose();
        await _server.DisposeAsync();
    }
}
