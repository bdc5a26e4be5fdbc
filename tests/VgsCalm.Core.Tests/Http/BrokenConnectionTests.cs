using VgsCalm.Http;

namespace VgsCalm.Core.Tests.Http;

/// <summary>The session's own HTTP client against real sockets that break.</summary>
public sealed class BrokenConnectionTests : IAsyncLifetime
{
    private readonly FaultyServer _server = new();
    private readonly TransportRig _rig;

    public BrokenConnectionTests() =>
        _rig = new TransportRig(http: SessionHttp.Direct(), calm: _server.Address, timeout: TimeSpan.FromMinutes(3));

    public Task InitializeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_POST_that_is_refused_before_it_leaves_is_repeated()
    {
        _server.Answer(202, "{}");
        _rig.Clock.Waiting = () => _server.Open();
        Assert.Equal(202, (await _rig.Send(TransportRig.Post())).StatusCode);
        Assert.Single(_rig.Clock.Waits);
        Assert.Equal(["POST /cards HTTP/1.1"], _server.Requests);
    }

    [Fact]
    public async Task A_POST_that_is_reset_on_its_way_is_unknown()
    {
        _server.ResetWhileReading().Answer(202).Open();
        Assert.Equal(VgsErrorId.OutcomeUnknown, (await _rig.Fail(TransportRig.Post())).Id);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task A_POST_that_is_reset_after_it_arrived_is_unknown_and_arrives_once()
    {
        _server.ResetAfterReading().Answer(202).Open();
        Assert.Equal(VgsErrorId.OutcomeUnknown, (await _rig.Fail(TransportRig.Post())).Id);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_POST_whose_connection_closes_without_an_answer_is_unknown_and_arrives_once()
    {
        _server.CloseAfterReading().Answer(202).Open();
        Assert.Equal(VgsErrorId.OutcomeUnknown, (await _rig.Fail(TransportRig.Post())).Id);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_POST_on_a_kept_connection_that_closes_arrives_once()
    {
        _server.AnswerAndKeep(200).CloseAfterReading().Answer(202).Open();
        await _rig.Send(TransportRig.Post());
        Assert.Equal(VgsErrorId.OutcomeUnknown, (await _rig.Fail(TransportRig.Post())).Id);
        Assert.Equal(2, _server.Requests.Length);
    }

    [Fact]
    public async Task A_POST_whose_answer_is_cut_off_is_unknown()
    {
        _server.TruncateBody(202).Open();
        Assert.Equal(VgsErrorId.OutcomeUnknown, (await _rig.Fail(TransportRig.Post())).Id);
    }

    [Fact]
    public async Task A_GET_goes_out_until_an_answer_comes_back_whole()
    {
        _server.ResetWhileReading().ResetAfterReading().CloseAfterReading().TruncateBody().Answer(200, "{}").Open();
        Assert.Equal("{}"u8.ToArray(), (await _rig.Send(TransportRig.Get())).Body);
    }

    [Fact]
    public async Task A_DELETE_whose_connection_closes_without_an_answer_has_deleted()
    {
        _server.CloseAfterReading().Answer(404).Open();
        Assert.Equal(404, (await _rig.Send(TransportRig.Delete())).StatusCode);
        Assert.Equal(2, _server.Requests.Length);
    }

    [Fact]
    public async Task A_DELETE_on_a_kept_connection_that_closes_has_deleted()
    {
        _server.AnswerAndKeep(200).CloseAfterReading().Answer(404).Open();
        await _rig.Send(TransportRig.Get());
        Assert.Equal(404, (await _rig.Send(TransportRig.Delete())).StatusCode);
        Assert.Equal(3, _server.Requests.Length);
    }

    [Theory]
    [InlineData("GET", VgsErrorId.OperationTimeout)]
    [InlineData("POST", VgsErrorId.OutcomeUnknown)]
    public async Task An_answer_that_drips_is_stopped_by_the_time_limit(string method, VgsErrorId id)
    {
        _server.Drip().Open();
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

    public async Task DisposeAsync()
    {
        _rig.Dispose();
        await _server.DisposeAsync();
    }
}
