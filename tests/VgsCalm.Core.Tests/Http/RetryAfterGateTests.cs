using VgsCalm.Http.Exchange;
using VgsCalm.Http.Retry;

namespace VgsCalm.Core.Tests.Http;

/// <summary>The gate that all requests to an API pass.</summary>
public sealed class RetryAfterGateTests
{
    [Fact]
    public async Task Requests_that_were_refused_together_make_one_refusal()
    {
        var gate = new RetryAfterGate(new FakeClock());
        var tickets = new List<int>();
        for (var request = 0; request < 8; request++)
        {
            tickets.Add(await gate.EnterAsync(null, new RequestObserver().OnHeldBack, default));
        }

        tickets.ForEach(ticket => gate.ReportPostponed(ticket, TimeSpan.Zero, interval: null));

        // The pause after the first refusal; after eight in a row it would be as long as it gets.
        Assert.InRange(gate.HeldFor.TotalSeconds, 0.25, 0.5);
    }

    [Fact]
    public async Task After_a_request_is_accepted_pauses_begin_anew()
    {
        var gate = new RetryAfterGate(new FakeClock { SkipsWaits = true });
        for (var refusal = 0; refusal < 4; refusal++)
        {
            gate.ReportPostponed(await EnterAsync(gate), retryAfter: null, interval: null);
        }

        gate.ReportAccepted(await EnterAsync(gate));
        gate.ReportPostponed(await EnterAsync(gate), retryAfter: null, interval: null);

        Assert.InRange(gate.HeldFor.TotalSeconds, 0.25, 0.5);
    }

    [Theory]
    [InlineData(true, 4)]
    [InlineData(false, 15)]
    public void A_service_that_says_when_to_come_back_is_asked_again_soon(bool isTold, int longest) =>
        Assert.Equal(longest, RetryRules.BackoffOfGate(refusals: 16, isTold).TotalSeconds);

    private static Task<int> EnterAsync(RetryAfterGate gate) =>
        gate.EnterAsync(null, new RequestObserver().OnHeldBack, default);
}
