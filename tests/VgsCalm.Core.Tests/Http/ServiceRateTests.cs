using VgsCalm.Http.Retry;

namespace VgsCalm.Core.Tests.Http;

/// <summary>Under a steady limit the rate that is learnt keeps to nine tenths of it, whatever kind of limit that is.</summary>
public sealed class ServiceRateTests
{
    public static TheoryData<int, int, string> Limits
    {
        get
        {
            var limits = new TheoryData<int, int, string>();
            foreach (var limit in new[] { 2, 20, 83 })
            {
                foreach (var burst in new[] { LimitedService.InWindow, limit, Math.Max(1, limit / 10) })
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
        var simulation = new RateSimulation(new LimitedService(limit, burst), retryAfter);

        simulation.RunUntil(TimeSpan.FromSeconds(90));

        Assert.InRange(simulation.Accepted / (90.0 * limit), 0.9, 1.03);
    }

    // It has no room to spare: the search that ends with its refusal must not go back as far as with one that has.
    [Theory]
    [InlineData(5, "1")]
    [InlineData(10, "1")]
    [InlineData(5, "none")]
    [InlineData(10, "none")]
    public void Nine_tenths_are_used_of_a_bucket_of_one(int limit, string retryAfter)
    {
        var simulation = new RateSimulation(new LimitedService(limit, burst: 1), retryAfter);

        simulation.RunUntil(TimeSpan.FromSeconds(90));

        Assert.InRange(simulation.Accepted / (90.0 * limit), 0.9, 1.03);
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public void Nine_tenths_are_kept_though_timers_fire_late(int limit, int burst, string retryAfter)
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            var simulation = new RateSimulation(new LimitedService(limit, burst), retryAfter, seed);

            simulation.RunUntil(TimeSpan.FromMinutes(3));

            Assert.InRange(simulation.Accepted / (180.0 * limit), 0.9, 1.03);
        }
    }

    // A lower limit is felt at once; a higher one is found by what is tried beyond the rate that was held.
    [Theory]
    [InlineData(40, 20, 15)]
    [InlineData(83, 20, 15)]
    [InlineData(20, 5, 15)]
    [InlineData(20, 40, 120)]
    [InlineData(5, 20, 150)]
    public void A_limit_that_changes_is_found_again(int before, int after, int secondsToSettle)
    {
        foreach (var burst in new[] { LimitedService.InWindow, after, Math.Max(2, after / 5) })
        {
            foreach (var retryAfter in new[] { "1", "0", "date", "none" })
            {
                var service = new LimitedService(before, burst);
                var simulation = new RateSimulation(service, retryAfter, seed: 1);
                simulation.RunUntil(TimeSpan.FromMinutes(2));
                service.Limit = after;
                var settled = TimeSpan.FromSeconds(120 + secondsToSettle);
                simulation.RunUntil(settled);
                var accepted = simulation.Accepted;

                simulation.RunUntil(settled + TimeSpan.FromMinutes(3));

                Assert.InRange((simulation.Accepted - accepted) / (180.0 * after), 0.9, 1.03);
            }
        }
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
}
