using VgsCalm.Http.Retry;

namespace VgsCalm.Core.Tests.Http;

/// <summary>So many requests at once, and so many a minute.</summary>
public sealed class RequestThrottleTests
{
    private readonly FakeClock _clock = new() { SkipsWaits = true };

    [Fact]
    public async Task A_pace_is_spread_evenly_over_the_minute()
    {
        using var pace = new RequestPace(perMinute: 200, _clock);
        var began = _clock.Elapsed;

        for (var request = 0; request < 201; request++)
        {
            await PassAsync(pace);
        }

        Assert.InRange(_clock.Elapsed - began, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(61));
        Assert.All(_clock.Waits, wait => Assert.InRange(wait.TotalMilliseconds, 300, 310));
    }

    // A pause of the service lies between a request's turn and its leaving; then all that waited would leave at once.
    [Fact]
    public async Task No_minute_has_more_than_the_pace_whatever_holds_requests_back()
    {
        const int PerMinute = 200;
        using var pace = new RequestPace(PerMinute, _clock);
        var starts = new List<TimeSpan>();
        var random = new Random(7);
        var began = _clock.Elapsed;

        while (_clock.Elapsed - began < TimeSpan.FromMinutes(4))
        {
            if (random.Next(150) == 0)
            {
                _clock.Advance(TimeSpan.FromSeconds(random.Next(1, 20)));
            }

            await pace.PassAsync(
                () =>
                {
                    _clock.Advance(random.Next(300) == 0 ? TimeSpan.FromSeconds(15) : TimeSpan.Zero);
                    starts.Add(_clock.Elapsed);
                    return Task.FromResult(0);
                },
                CancellationToken.None
            );
        }

        Assert.All(
            starts,
            start => Assert.InRange(starts.Count(s => s >= start && s <= start + TimeSpan.FromMinutes(1)), 1, PerMinute)
        );
        Assert.InRange(starts.Count, PerMinute, 4 * PerMinute);
    }

    [Fact]
    public async Task Time_in_which_nothing_was_sent_is_not_made_up_for()
    {
        using var pace = new RequestPace(perMinute: 60, _clock);
        await PassAsync(pace);
        _clock.Advance(TimeSpan.FromMinutes(5));
        var began = _clock.Elapsed;

        for (var request = 0; request < 3; request++)
        {
            await PassAsync(pace);
        }

        Assert.InRange(_clock.Elapsed - began, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2.1));
    }

    [Fact]
    public async Task A_wait_that_is_given_up_leaves_its_slot_to_others()
    {
        using var throttle = new RequestThrottle(limit: 1, perMinute: 0, _clock);
        var first = await throttle.AcquireAsync(CancellationToken.None);
        using var giveUp = new CancellationTokenSource();
        var waiting = throttle.AcquireAsync(giveUp.Token);

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Soon());
        first.Dispose();
        (await throttle.AcquireAsync(CancellationToken.None).Soon()).Dispose();
    }

    private static Task<int> PassAsync(RequestPace pace) =>
        pace.PassAsync(() => Task.FromResult(0), CancellationToken.None).Soon();
}
