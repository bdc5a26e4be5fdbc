using System.Globalization;
using VgsCalm.Http;
using VgsCalm.Http.Retry;

namespace VgsCalm.Core.Tests.Http;

/// <summary>A service that says when to come back.</summary>
public sealed class RetryAfterTests : IDisposable
{
    private readonly TransportRig _rig = new();

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("120")]
    public async Task Seconds_are_waited(string seconds)
    {
        _rig.Service.AnswerSaying(429, "Retry-After", seconds).Answer(200);
        var began = _rig.Clock.Elapsed;
        await _rig.Send(TransportRig.Post());
        Assert.Equal(double.Parse(seconds, CultureInfo.InvariantCulture), (_rig.Clock.Elapsed - began).TotalSeconds);
    }

    [Fact]
    public async Task A_date_is_waited_for()
    {
        _rig.Service.AnswerSaying(503, "Retry-After", In(42)).Answer(200);
        await _rig.Send(TransportRig.Post());
        Assert.Equal([TimeSpan.FromSeconds(42)], _rig.Clock.Waits);
    }

    [Fact]
    public async Task A_date_that_has_passed_means_now()
    {
        _rig.Service.AnswerSaying(503, "Retry-After", In(-3600)).Answer(200);
        await _rig.Send(TransportRig.Post());
        Assert.Empty(_rig.Clock.Waits);
    }

    [Theory]
    [InlineData("121")]
    [InlineData("2147483647")]
    [InlineData("99999999999")]
    [InlineData("9999999999999999999999999999999999999999")]
    public async Task More_than_two_minutes_is_an_error_at_once(string seconds) =>
        await AssertNotWaited(429, seconds, VgsErrorId.RateLimited);

    [Fact]
    public async Task A_date_of_tomorrow_is_an_error_at_once() =>
        await AssertNotWaited(429, In(86_400), VgsErrorId.RateLimited);

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task The_error_names_a_wait_that_is_too_long(int status)
    {
        _rig.Service.AnswerSaying(status, "Retry-After", "3600");
        Assert.Contains("3600 s", (await _rig.Fail(TransportRig.Get())).RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_longest_wait_that_can_be_held_stands_for_longer_ones()
    {
        _rig.Service.AnswerSaying(503, "Retry-After", "99999999999");
        Assert.Contains(
            "2147483647 s",
            (await _rig.Fail(TransportRig.Post())).RecommendedAction,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("-5")]
    [InlineData("soon")]
    [InlineData("")]
    public async Task A_wait_that_makes_no_sense_counts_as_none(string value)
    {
        _rig.Service.AnswerSaying(503, "Retry-After", value);
        Assert.Equal(VgsErrorId.ServiceError, (await _rig.Fail(TransportRig.Post())).Id);
        Assert.Single(_rig.Service.Sent);
    }

    [Fact]
    public async Task A_pause_that_one_request_is_asked_for_holds_the_others_back()
    {
        using var rig = new TransportRig(new FakeClock());
        rig.Service.AnswerSaying(429, "Retry-After", "10").Answer(200).Answer(200);
        var first = rig.Send(TransportRig.Get("/cards/CRD1"));
        await rig.Clock.UntilWaiting(1);
        var second = rig.Send(TransportRig.Get("/cards/CRD2"));
        await rig.Clock.UntilWaiting(2);

        Assert.Equal([TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10)], rig.Clock.Waits);
        Assert.Single(rig.Service.Sent);
        rig.Clock.Advance(TimeSpan.FromSeconds(10));
        await Task.WhenAll(first, second);
        Assert.Equal(3, rig.Service.Sent.Length);
    }

    [Theory]
    [InlineData(10, 2)]
    [InlineData(2, 10)]
    public async Task Of_two_pauses_the_longer_counts(int first, int second)
    {
        var clock = new FakeClock();
        var pause = new RetryAfterGate(clock);
        pause.HoldFor(TimeSpan.FromSeconds(first));
        pause.HoldFor(TimeSpan.FromSeconds(second));
        var passing = pause.WaitAsync(CancellationToken.None);
        Assert.Equal([TimeSpan.FromSeconds(10)], clock.Waits);
        clock.Advance(TimeSpan.FromSeconds(10));
        await passing.Soon();
    }

    [Fact]
    public async Task A_pause_can_become_longer_while_it_is_waited_for()
    {
        var clock = new FakeClock();
        var pause = new RetryAfterGate(clock);
        pause.HoldFor(TimeSpan.FromSeconds(10));
        var passing = pause.WaitAsync(CancellationToken.None);
        pause.HoldFor(TimeSpan.FromSeconds(15));

        clock.Advance(TimeSpan.FromSeconds(10));
        await clock.UntilWaiting(1);
        Assert.False(passing.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(5));
        await passing.Soon();
    }

    [Fact]
    public async Task A_pause_of_one_API_does_not_hold_back_another()
    {
        using var rig = new TransportRig(new FakeClock());
        rig.Service.AnswerSaying(429, "Retry-After", "10").Answer(200);
        var paused = rig.Send(TransportRig.Get());
        await rig.Clock.UntilWaiting(1);
        Assert.Equal(200, (await rig.Send(new ApiRequest(HttpMethod.Get, VgsApi.Accounts, "/x"))).StatusCode);
        Assert.False(paused.IsCompleted);
    }

    public void Dispose() => _rig.Dispose();

    private string In(int seconds) => _rig.Clock.UtcNow.AddSeconds(seconds).ToString("R", CultureInfo.InvariantCulture);

    private async Task AssertNotWaited(int status, string retryAfter, VgsErrorId id)
    {
        _rig.Service.AnswerSaying(status, "Retry-After", retryAfter);
        Assert.Equal(id, (await _rig.Fail(TransportRig.Get())).Id);
        Assert.Single(_rig.Service.Sent);
        Assert.Empty(_rig.Clock.Waits);
    }
}
