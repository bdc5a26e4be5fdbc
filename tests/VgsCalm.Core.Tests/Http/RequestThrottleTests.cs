using VgsCalm.Http.Retry;

namespace VgsCalm.Core.Tests.Http;

/// <summary>So many requests at once, and so many a minute.</summary>
public sealed class RequestThrottleTests
{
    private readonly FakeClock _clock = new() { SkipsWaits = true };

    [Fact]
    public async Task A_pace_is_spread_evenly_over_the_minute()
    {
        using var turn = new RequestThrottle(limit: 1000, perMinute: 200, _clock);
        var began = _clock.Elapsed;

        for (var request = 0; request < 201; request++)
        {
            await turn.AcquireAsync(CancellationToken.None);
        }

        Assert.Equal(TimeSpan.FromMinutes(1), _clock.Elapsed - began);
        Assert.All(_clock.Waits, wait => Assert.Equal(TimeSpan.FromMilliseconds(300), wait));
    }

    [Fact]
    public async Task Time_in_which_nothing_was_sent_is_not_made_up_for()
    {
        using var turn = new RequestThrottle(limit: 10, perMinute: 60, _clock);
        await turn.AcquireAsync(CancellationToken.None);
        _clock.Advance(TimeSpan.FromMinutes(5));
        var began = _clock.Elapsed;

        for (var request = 0; request < 3; request++)
        {
            await turn.AcquireAsync(CancellationToken.None);
        }

        Assert.Equal(TimeSpan.FromSeconds(2), _clock.Elapsed - began);
    }

    [Fact]
    public async Task Without_a_pace_nobody_waits_for_the_clock()
    {
        using var turn = new RequestThrottle(limit: 10, perMinute: 0, _clock);

        for (var request = 0; request < 10; request++)
        {
            await turn.AcquireAsync(CancellationToken.None);
        }

        Assert.Empty(_clock.Waits);
        Assert.False(turn.AcquireAsync(CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task A_wait_that_is_given_up_leaves_its_room_to_others()
    {
        var clock = new FakeClock();
        using var turn = new RequestThrottle(limit: 2, perMinute: 1, clock);
        using var first = await turn.AcquireAsync(CancellationToken.None);
        using var giveUp = new CancellationTokenSource();
        var waiting = turn.AcquireAsync(giveUp.Token);

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Soon());
        _ = turn.AcquireAsync(CancellationToken.None);
        await clock.UntilWaiting(1);
    }
}
