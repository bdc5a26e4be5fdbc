using VgsCalm.Http.Retry;

namespace VgsCalm.Core.Tests.Http;

/// <summary>Under a steady limit the rate that is learnt keeps to nine tenths of it, whatever kind of limit that is.</summary>
public sealed class ServiceRateTests
{
    private const int Workers = 16;
    private const int InWindow = 0;
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(20);

    public static TheoryData<int, int, string> Limits
    {
        get
        {
            var limits = new TheoryData<int, int, string>();
            foreach (var limit in new[] { 2, 20, 83 })
            {
                foreach (var burst in new[] { InWindow, limit, Math.Max(1, limit / 10) })
                {
                    foreach (var retryAfter in new[] { "1", "0", "date", "none" })
                    {
                        limits.Add(limit, burst, retryAfter);
                    }
                }
            }

            return limits;
        }
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public void Nine_tenths_of_a_limit_are_used(int limit, int burst, string retryAfter)
    {
        var service = new LimitedService(limit, burst);
        var accepted = Simulate(service, retryAfter, TimeSpan.FromSeconds(90));

        Assert.InRange(accepted / (90.0 * limit), 0.9, 1.03);
    }

    [Theory]
    [InlineData(20, 5)]
    [InlineData(5, 20)]
    [InlineData(83, 20)]
    public void A_limit_that_changes_is_found_again(int before, int after)
    {
        var service = new LimitedService(before, before);

        var accepted = Simulate(
            service,
            "1",
            TimeSpan.FromMinutes(4),
            onTime: now => service.Limit = now < TimeSpan.FromMinutes(1) ? before : after
        );

        Assert.InRange(accepted / (60.0 * (before + (3 * after))), 0.7, 1.03);
    }

    [Fact]
    public void Without_a_refusal_there_is_no_limit()
    {
        var rate = new ServiceRate();
        rate.OnStart(TimeSpan.Zero);
        rate.OnAccepted(TimeSpan.Zero);

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
            rate.OnAccepted(TimeSpan.Zero);
        }

        rate.OnPauseEnd(TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(1));

        Assert.InRange(rate.PerSecond(TimeSpan.FromSeconds(1))!.Value, 15, 20);
        Assert.InRange(rate.PerSecond(TimeSpan.FromMinutes(1))!.Value, 200, double.MaxValue);
    }

    // One after the other passes the gate; each answer comes a little later. The gate's own rules are those of RetryAfterGate.
    private static int Simulate(LimitedService service, string form, TimeSpan length, Action<TimeSpan>? onTime = null)
    {
        var rate = new ServiceRate();
        var answers = new PriorityQueue<(bool Accepted, int Hold, TimeSpan Asked), TimeSpan>();
        var (now, free, accepted, holds, inARow) = (TimeSpan.Zero, Workers, 0, 0, 0);
        var (held, refusedAt, isHeld) = (TimeSpan.Zero, TimeSpan.Zero, false);
        while (now < length)
        {
            onTime?.Invoke(now);
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
                    rate.OnAccepted(now);
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
    /// So many requests a second: in a window that opens with its first request, or by a bucket of this burst.
    /// </summary>
    private sealed class LimitedService(int limit, int burst)
    {
        public int Limit { get; set; } = limit;

        private TimeSpan _at = TimeSpan.FromSeconds(-10);
        private double _count;

        /// <summary>Null when the request is admitted; else how long until one would be.</summary>
        public TimeSpan? Admit(TimeSpan now)
        {
            if (burst == InWindow)
            {
                if (now - _at >= TimeSpan.FromSeconds(1))
                {
                    (_at, _count) = (now, 0);
                }

                return ++_count <= Limit ? null : _at + TimeSpan.FromSeconds(1) - now;
            }

            _count = Math.Min(burst, _count + ((now - _at).TotalSeconds * Limit));
            _at = now;
            if (_count < 1)
            {
                return TimeSpan.FromSeconds((1 - _count) / Limit);
            }

            _count--;
            return null;
        }
    }
}
