using VgsCalm.Http;
using VgsCalm.Http.Exchange;
using VgsCalm.Http.Retry;

namespace VgsCalm.Core.Tests.Http;

/// <summary>A pause that the service asks for counts as a failed try, unless the service has accepted other requests since.</summary>
public sealed class RequestTriesTests
{
    private readonly FakeClock _clock = new();
    private readonly RetryAfterGate _gate;

    public RequestTriesTests() => _gate = new(_clock);

    [Fact]
    public void What_was_accepted_once_excuses_one_pause_and_not_the_later_ones()
    {
        var tries = new RequestTries(
            new ApiRequest(HttpMethod.Get, VgsApi.Calm, "/cards/CRD1") { Retry = new() { MaximumRetries = 2 } },
            _gate,
            _clock
        );

        Assert.True(IsRepeated(tries));
        Assert.True(IsRepeated(tries));
        _gate.ReportAccepted(0);
        Assert.True(IsRepeated(tries));
        Assert.True(IsRepeated(tries));
        Assert.False(IsRepeated(tries));
    }

    [Fact]
    public async Task A_deletion_whose_answer_was_lost_twice_may_find_nothing()
    {
        using var rig = new TransportRig();
        rig.Service.LoseAnswer().LoseAnswer().Answer(404).Answer(502).Answer(502).Answer(404);

        Assert.Equal(404, (await rig.Send(TransportRig.Delete())).StatusCode);
        Assert.Equal(404, (await rig.Send(TransportRig.Delete())).StatusCode);
    }

    private static bool IsRepeated(RequestTries tries) =>
        tries.MayRepeat(new ApiResponse(429, [], text => text), attempt: 1, out _);
}
