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
    [InlineData(true, null, 4)]
    [InlineData(false, null, 15)]
    [InlineData(false, 7.0, 7)]
    [InlineData(true, 7.0, 7)]
    public void A_pause_grows_up_to_its_limit_or_is_as_long_as_the_caller_says(
        bool isTold,
        double? interval,
        double longest
    )
    {
        var gate = new RetryAfterGate(new FakeClock());
        for (var refusal = 0; refusal < 10; refusal++)
        {
            gate.ReportPostponed(
                refusal,
                isTold ? TimeSpan.Zero : null,
                interval is { } seconds ? TimeSpan.FromSeconds(seconds) : null
            );
        }

        Assert.Equal(longest, gate.HeldFor.TotalSeconds);
    }

    [Theory]
    [InlineData(true, 4)]
    [InlineData(false, 15)]
    public void A_service_that_says_when_to_come_back_is_asked_again_soon(bool isTold, int longest) =>
        Assert.Equal(longest, RetryRules.BackoffOfGate(refusals: 16, isTold).TotalSeconds);

    [Fact]
    public async Task A_pause_that_is_lengthened_is_announced_again()
    {
        var clock = new FakeClock();
        var gate = new RetryAfterGate(clock);
        var said = new List<TimeSpan>();
        var observer = new RequestObserver(heldBack: said.Add);
        var (one, two) = (await EnterAsync(gate), await EnterAsync(gate));
        gate.ReportPostponed(one, TimeSpan.FromSeconds(2), interval: null);
        var waiting = gate.EnterAsync(null, observer.OnHeldBack, default);
        gate.ReportPostponed(two, TimeSpan.FromSeconds(5), interval: null);
        clock.Advance(TimeSpan.FromSeconds(2));
        await clock.UntilWaiting(1);

        Assert.Equal([TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3)], said);
        Assert.False(waiting.IsCompleted);
    }

    private static Task<int> EnterAsync(RetryAfterGate gate) =>
        gate.EnterAsync(null, new RequestObserver().OnHeldBack, default);
}
