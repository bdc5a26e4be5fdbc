using VgsCalm.Http.Retry;

namespace VgsCalm.Core.Tests.Http;

/// <summary>Under a steady limit the rate that is learnt keeps to nine tenths of it, whatever kind of limit that is.</summary>
public sealed class ServiceRateTests
{
    private const int Workers = 16;
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(20);

    [Theory]
    [InlineData(2, true, "1")]
    [InlineData(2, true, "0")]
    [InlineData(2, false, "1")]
    [InlineData(2, false, "0")]
    [InlineData(20, true, "1")]
    [InlineData(20, true, "0")]
    [InlineData(20, true, "date")]
    [InlineData(20, false, "1")]
    [InlineData(83, true, "1")]
    [InlineData(83, true, "0")]
    [InlineData(83, true, "date")]
    [InlineData(83, false, "none")]
    public void Nine_tenths_of_a_limit_are_used(int limit, bool isWindow, string retryAfter)
    {
        var service = new LimitedService(limit, isWindow);
        var accepted = Simulate(service, retryAfter, TimeSpan.FromMinutes(3));

        Assert.InRange(accepted / (180.0 * limit), 0.9, 1.01);
    }

    [Fact]
    public void Without_a_refusal_there_is_no_limit()
    {
        var rate = new ServiceRate();
        rate.OnStart(TimeSpan.Zero);
        rate.OnAccepted();

        Assert.Null(rate.PerSecond(TimeSpan.FromSeconds(1)));
        Assert.Equal(TimeSpan.FromSeconds(1), rate.NextStart(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_limit_that_is_lifted_is_found_out()
    {
        var rate = new ServiceRate();
        for (var request = 0; request < 20; request++)
        {
            rate.OnStart(TimeSpan.Zero);
            rate.OnAccepted();
        }

        rate.OnPauseEnd(TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(1));

        Assert.InRange(rate.PerSecond(TimeSpan.FromSeconds(1))!.Value, 15, 20);
        Assert.InRange(rate.PerSecond(TimeSpan.FromMinutes(1))!.Value, 200, double.MaxValue);
    }

    // One after the other passes the gate; each answer comes a little later. The gate's own rules are those of RetryAfterGate.
    private static int Simulate(LimitedService service, string form, TimeSpan length)
    {
        var rate = new ServiceRate();
        var answers = new PriorityQueue<(bool Accepted, int Hold, TimeSpan Asked), TimeSpan>();
        var (now, free, accepted, holds, inARow) = (TimeSpan.Zero, Workers, 0, 0, 0);
        var (held, refusedAt, isHeld) = (TimeSpan.Zero, TimeSpan.Zero, false);
        while (now < length)
        {
            if (isHeld && now >= held)
            {
                rate.OnPauseEnd(refusedAt, now);
                isHeld = false;
            }

            if (free > 0 && now >= held && rate.NextStart(now) <= now)
            {
                free--;
                rate.OnStart(now);
                var wait = service.Admit(now + Latency);
                answers.Enqueue((wait is null, holds, Ask(form, wait)), now + (2 * Latency));
                continue;
            }

            var start =
                free == 0 ? TimeSpan.MaxValue
                : now < held ? held
                : rate.NextStart(now);
            now = answers.TryPeek(out _, out var at) && at < start ? at : start;
            while (answers.TryPeek(out var answer, out at) && at <= now)
            {
                answers.Dequeue();
                free++;
                if (answer.Accepted)
                {
                    accepted++;
                    rate.OnAccepted();
                    inARow = answer.Hold == holds ? 0 : inARow;
                }
                else if (answer.Hold == holds)
                {
                    holds++;
                    var own = RetryRules.BackoffOfGate(++inARow, isTold: form != "none");
                    (refusedAt, isHeld) = (isHeld ? refusedAt : now, true);
                    held = now + (own > answer.Asked ? own : answer.Asked);
                }
            }
        }

        return accepted;
    }

    private static TimeSpan Ask(string form, TimeSpan? wait) =>
        (form, wait) switch
        {
            (_, null) or ("0" or "none", _) => TimeSpan.Zero,
            ("date", { } left) => TimeSpan.FromSeconds(Math.Ceiling(left.TotalSeconds + 0.5)),
            (_, { } left) => TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(left.TotalSeconds))),
        };

    /// <summary>
    /// So many requests a second: in a window that opens with its first request, or by a bucket that holds a second's worth.
    /// </summary>
    private sealed class LimitedService(int limit, bool isWindow)
    {
        private TimeSpan _at = TimeSpan.FromSeconds(-10);
        private double _count;

        /// <summary>Null when the request is admitted; else how long until one would be.</summary>
        public TimeSpan? Admit(TimeSpan now)
        {
            if (isWindow)
            {
                if (now - _at >= TimeSpan.FromSeconds(1))
                {
                    (_at, _count) = (now, 0);
                }

                return ++_count <= limit ? null : _at + TimeSpan.FromSeconds(1) - now;
            }

            _count = Math.Min(limit, _count + ((now - _at).TotalSeconds * limit));
            _at = now;
            if (_count < 1)
            {
                return TimeSpan.FromSeconds((1 - _count) / limit);
            }

            _count--;
            return null;
        }
    }
}
