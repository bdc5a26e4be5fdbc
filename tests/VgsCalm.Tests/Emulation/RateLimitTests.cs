using VgsCalm.Emulator;

namespace VgsCalm.Tests.Emulation;

/// <summary>The emulator's rate limit: what it admits when, and what its 429 says.</summary>
public sealed class RateLimitTests : EmulatorTest
{
    private string _token = "";

    [Fact]
    public async Task A_window_admits_its_requests_and_opens_anew()
    {
        await LimitAsync(RateLimitKind.FixedWindow, limit: 3, window: 10);

        Assert.Equal("404 404 404 429", await AskAsync(4));
        Time.Advance(9.9);
        Assert.Equal("429", await AskAsync(1));
        Time.Advance(0.1);
        Assert.Equal("404 404 404 429", await AskAsync(4));
    }

    [Fact]
    public async Task A_bucket_is_refilled_evenly_up_to_its_burst()
    {
        await LimitAsync(RateLimitKind.TokenBucket, limit: 60, window: 60);
        Emulator.Options.RateLimitBurst = 2;

        Assert.Equal("404 404 429", await AskAsync(3));
        Time.Advance(0.9);
        Assert.Equal("429", await AskAsync(1));
        Time.Advance(0.1);
        Assert.Equal("404 429", await AskAsync(2));
        Time.Advance(3600);
        Assert.Equal("404 404 429", await AskAsync(3));
    }

    [Theory]
    [InlineData(RetryAfterForm.Seconds, "8")]
    [InlineData(RetryAfterForm.Zero, "0")]
    [InlineData(RetryAfterForm.Date, "Wed, 04 Mar 2026 05:06:17 GMT")]
    [InlineData(RetryAfterForm.None, null)]
    public async Task A_429_says_Retry_After_in_the_form_asked_for(RetryAfterForm form, string? expected)
    {
        await LimitAsync(RateLimitKind.FixedWindow, limit: 1, window: 10);
        Emulator.Options.RetryAfterForm = form;
        await AskAsync(1);
        Time.Advance(2.5);

        var refused = await SendAsync(HttpMethod.Get, "calm/cards/CRD1", _token);

        Assert.Equal(429, refused.Status);
        Assert.Equal(expected, refused.Header("Retry-After"));
    }

    [Theory]
    [InlineData(3600, "Wed, 04 Mar 2026 06:06:07 GMT", "Wed, 04 Mar 2026 06:06:17 GMT")]
    [InlineData(-90, "Wed, 04 Mar 2026 05:04:37 GMT", "Wed, 04 Mar 2026 05:04:47 GMT")]
    public async Task A_clock_that_is_off_shows_in_Date_and_Retry_After(double offset, string date, string retryAfter)
    {
        await LimitAsync(RateLimitKind.FixedWindow, limit: 1, window: 10);
        Emulator.Options.RetryAfterForm = RetryAfterForm.Date;
        Emulator.Options.ClockOffset = offset;
        await AskAsync(1);

        var refused = await SendAsync(HttpMethod.Get, "calm/cards/CRD1", _token);

        Assert.Equal((date, retryAfter), (refused.Header("Date"), refused.Header("Retry-After")));
    }

    [Fact]
    public async Task The_control_API_turns_the_knobs_of_the_limit()
    {
        var turned = await PutOptionsAsync(
            """
            {"rateLimitPerMinute":6,"rateLimitWindow":3,"rateLimitKind":"tokenBucket","rateLimitBurst":2,
             "retryAfterForm":"date","clockOffset":-5}
            """
        );

        Assert.Equal(200, turned.Status);
        var options = Emulator.Options;
        Assert.Equal(
            (6, 3, 2, -5),
            (options.RateLimitPerMinute, options.RateLimitWindow, options.RateLimitBurst, options.ClockOffset)
        );
        Assert.Equal((RateLimitKind.TokenBucket, RetryAfterForm.Date), (options.RateLimitKind, options.RetryAfterForm));
        Assert.Equal("TokenBucket", turned.Text("rateLimitKind"));
    }

    [Theory]
    [InlineData("""{"latency":7,"rateLimitBurst":0}""")]
    [InlineData("""{"latency":7,"rateLimitKind":"leaky"}""")]
    [InlineData("""{"latency":7,"rateLimitKind":9}""")]
    [InlineData("""{"latency":7,"clockOffset":1e10}""")]
    public async Task A_knob_that_can_not_be_turned_leaves_all_as_they_were(string json)
    {
        Assert.Equal(400, (await PutOptionsAsync(json)).Status);
        Assert.Equal(0, Emulator.Options.Latency);
    }

    private async Task LimitAsync(RateLimitKind kind, int limit, double window)
    {
        Emulator.Options.TokenLifetime = 1e6;
        _token = await CalmTokenAsync();
        Emulator.Options.RateLimitKind = kind;
        Emulator.Options.RateLimitPerMinute = limit;
        Emulator.Options.RateLimitWindow = window;
    }

    private async Task<string> AskAsync(int times)
    {
        var statuses = new int[times];
        for (var at = 0; at < times; at++)
        {
            statuses[at] = (await SendAsync(HttpMethod.Get, "calm/cards/CRD1", _token)).Status;
        }

        return string.Join(' ', statuses);
    }

    private Task<Reply> PutOptionsAsync(string json) =>
        SendAsync(HttpMethod.Put, "_emulator/options", content: new StringContent(json));
}
