using System.Globalization;
using VgsCalm.Http;
using VgsCalm.Http.Exchange;
using VgsCalm.Http.Retry;

namespace VgsCalm.Core.Tests.Http;

/// <summary>A service that says when to come back.</summary>
public sealed class RetryAfterTests : IDisposable
{
    private readonly TransportRig _rig = new();

    [Theory]
    [InlineData("1")]
    [InlineData(" 1 ")]
    [InlineData("\t001")]
    [InlineData("120")]
    public async Task Seconds_are_waited(string seconds)
    {
        _rig.Service.AnswerSaying(429, "Retry-After", seconds).Answer(200);
        var began = _rig.Clock.Elapsed;
        await _rig.Send(TransportRig.Post());
        Assert.Equal(double.Parse(seconds, CultureInfo.InvariantCulture), (_rig.Clock.Elapsed - began).TotalSeconds);
    }

    [Theory]
    [InlineData("1", "7", 7)]
    [InlineData("7", "1", 7)]
    [InlineData("soon", "7", 7)]
    [InlineData("7", "soon", 7)]
    public async Task The_longer_wait_of_two_headers_counts(string first, string second, int seconds)
    {
        _rig.Service.Answer(429, headers: [("Retry-After", first), ("Retry-After", second)]).Answer(200);
        await _rig.Send(TransportRig.Post());
        Assert.Equal([TimeSpan.FromSeconds(seconds)], _rig.Clock.Waits);
    }

    [Fact]
    public async Task A_date_is_waited_for()
    {
        _rig.Service.AnswerSaying(503, "Retry-After", In(42)).Answer(200);
        await _rig.Send(TransportRig.Post());
        Assert.Equal([TimeSpan.FromSeconds(42)], _rig.Clock.Waits);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("a date that has passed")]
    public async Task A_wait_of_nothing_is_never_less_than_the_growing_pause(string value)
    {
        var header = value == "0" ? value : In(-3600);
        for (var refusal = 0; refusal < 4; refusal++)
        {
            _rig.Service.AnswerSaying(429, "Retry-After", header);
        }

        _rig.Service.Answer(200);

        await _rig.Send(TransportRig.Post());

        double[] least = [0.25, 0.5, 1, 2];
        Assert.Equal(4, _rig.Clock.Waits.Length);
        Assert.All(
            _rig.Clock.Waits.Zip(least),
            wait => Assert.InRange(wait.First.TotalSeconds, wait.Second, 2 * wait.Second)
        );
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(3600)]
    public async Task A_date_counts_from_the_answers_own_Date(int skew)
    {
        _rig.Service.Answer(429, headers: [("Retry-After", In(skew + 3)), ("Date", In(skew))]).Answer(200);

        await _rig.Send(TransportRig.Post());

        Assert.Equal([TimeSpan.FromSeconds(3)], _rig.Clock.Waits);
    }

    [Theory]
    [InlineData(0, null, VgsErrorId.RateLimited)]
    [InlineData(4, 2, VgsErrorId.OperationTimeout)]
    public async Task A_request_that_may_not_wait_so_long_is_not_sent(int retries, int? maxWait, object id)
    {
        using var rig = new TransportRig(new FakeClock());
        rig.Service.AnswerSaying(429, "Retry-After", "20");
        var paused = rig.Send(TransportRig.Get("/a"));
        await rig.Clock.UntilWaiting(1);

        var error = await rig.Fail(
            new ApiRequest(HttpMethod.Get, VgsApi.Calm, "/b")
            {
                Retry = new()
                {
                    MaximumRetries = retries,
                    MaxWait = maxWait is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                },
            }
        );

        Assert.Equal((VgsErrorId)id, error.Id);
        Assert.Contains("another 20 s", error.Message, StringComparison.Ordinal);
        Assert.Single(rig.Service.Sent);
        Assert.False(paused.IsCompleted);
    }

    [Fact]
    public async Task A_pause_is_announced_once()
    {
        var said = new List<TimeSpan>();
        using var rig = new TransportRig();
        rig.Service.AnswerSaying(429, "Retry-After", "58").Answer(200);
        var verbose = new List<string>();
        var observer = new RequestObserver(verbose.Add, debug: null, said.Add);

        await rig.Transport.SendAsync(TransportRig.Get(), observer, CancellationToken.None).Soon();

        Assert.Equal([TimeSpan.FromSeconds(58)], said);
        Assert.Contains("The service asked for a pause: waiting 58 s, until 12:00:58 UTC.", verbose);
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
    [InlineData("1s")]
    [InlineData("1 s")]
    [InlineData("1, 2")]
    [InlineData("\u0661")]
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

        Assert.Single(rig.Service.Sent);
        rig.Clock.Advance(TimeSpan.FromSeconds(10));
        await Task.WhenAll(first, second);
        Assert.Equal(3, rig.Service.Sent.Length);
    }

    [Theory]
    [InlineData(10, 2)]
    [InlineData(2, 10)]
    public async Task The_longer_of_two_pauses_counts(int first, int second)
    {
        var clock = new FakeClock();
        var gate = new RetryAfterGate(clock);
        var observer = new RequestObserver();
        var (one, two) = (
            await gate.EnterAsync(null, observer.OnHeldBack, default),
            await gate.EnterAsync(null, observer.OnHeldBack, default)
        );
        gate.ReportPostponed(one, TimeSpan.FromSeconds(first), interval: null);
        gate.ReportPostponed(two, TimeSpan.FromSeconds(second), interval: null);

        Assert.Equal(TimeSpan.FromSeconds(10), gate.HeldFor);
    }

    [Fact]
    public async Task Requests_come_back_spread_out_after_a_pause()
    {
        var clock = new FakeClock { SkipsWaits = true };
        var gate = new RetryAfterGate(clock);
        var observer = new RequestObserver();
        var tickets = new List<int>();
        for (var request = 0; request < 4; request++)
        {
            tickets.Add(await gate.EnterAsync(null, observer.OnHeldBack, default));
        }

        gate.ReportAccepted(tickets[0]);
        gate.ReportAccepted(tickets[1]);
        gate.ReportPostponed(tickets[2], TimeSpan.FromSeconds(1), interval: null);
        gate.ReportPostponed(tickets[3], TimeSpan.FromSeconds(1), interval: null);
        var began = clock.Elapsed;
        await gate.EnterAsync(null, observer.OnHeldBack, default);
        await gate.EnterAsync(null, observer.OnHeldBack, default);

        Assert.InRange((clock.Elapsed - began).TotalSeconds, 1.4, 1.6);
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
