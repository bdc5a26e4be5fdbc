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
}
