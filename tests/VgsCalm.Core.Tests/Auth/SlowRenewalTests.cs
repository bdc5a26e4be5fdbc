using VgsCalm.Auth;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Core.Tests.Auth;

/// <summary>
/// A token endpoint that takes its time while the current token is still good: it delays no caller for long, and its token serves
/// the next one.
/// </summary>
public sealed class SlowRenewalTests : IDisposable
{
    private readonly FakeClock _clock = new();
    private readonly CancellationTokenSource _commandEnds = new();
    private readonly TokenDesk _desk;

    public SlowRenewalTests() => _desk = new TokenDesk(_clock);

    [Fact]
    public async Task After_five_seconds_the_good_token_serves_on()
    {
        var (source, token) = await _desk.Connected();
        _clock.Advance(TimeSpan.FromSeconds(240));
        var call = Get(source);
        await _desk.Next();
        await _clock.UntilWaiting(1);

        _clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(call.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Same(token, await call);
    }

    [Fact]
    public async Task A_later_caller_does_not_wait_and_makes_no_second_request()
    {
        var (source, token, _) = await HangingRenewal();
        for (var second = 246; second < 300; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Same(token, await Get(source));
        }

        Assert.Equal(2, source.Requests);
    }

    [Fact]
    public async Task Sixty_four_callers_who_lose_patience_have_made_one_request()
    {
        var (source, token) = await _desk.Connected();
        _clock.Advance(TimeSpan.FromSeconds(240));
        Task<AccessToken>[] callers = [.. Enumerable.Range(0, 64).Select(_ => Get(source))];
        await _desk.Next();
        await _clock.UntilWaiting(64);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.All(await Task.WhenAll(callers), got => Assert.Same(token, got));
        Assert.Equal(2, source.Requests);
    }

    [Fact]
    public async Task The_new_token_serves_from_its_arrival_on()
    {
        var (source, old, request) = await HangingRenewal();
        var arrival = Replace(source, old);
        var token = _desk.NewToken();
        request.Grant(token);
        await arrival;
        Assert.Same(token, await Get(source));
        Assert.Equal(2, source.Requests);
    }

    [Fact]
    public async Task A_renewal_that_fails_late_is_tried_again_after_a_pause()
    {
        var (source, token, request) = await HangingRenewal();
        var end = Replace(source, token);
        request.Refuse(VgsErrorId.OperationTimeout);
        await Assert.ThrowsAsync<VgsApiException>(() => end);

        _clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Same(token, await Get(source));
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        var call = Get(source);
        var newer = _desk.NewToken();
        (await _desk.Next()).Grant(newer);
        Assert.Same(newer, await call);
    }

    [Fact]
    public async Task A_token_about_to_end_is_not_gone_on_with()
    {
        var (source, _) = await _desk.Connected();
        _clock.Advance(TimeSpan.FromSeconds(295));
        var call = Get(source);
        var request = await _desk.Next();
        _clock.Advance(TimeSpan.FromSeconds(5));
        var token = _desk.NewToken();
        request.Grant(token);
        Assert.Same(token, await call);
    }

    [Fact]
    public async Task When_the_token_has_ended_all_callers_wait_for_the_pending_request()
    {
        var (source, _, request) = await HangingRenewal();
        _clock.Advance(TimeSpan.FromSeconds(60));
        var call = Get(source);
        Assert.False(call.IsCompleted);
        var token = _desk.NewToken();
        request.Grant(token);
        Assert.Same(token, await call);
        Assert.Equal(2, source.Requests);
    }

    [Fact]
    public async Task A_caller_whose_token_was_refused_waits_for_another_one()
    {
        var (source, refused, request) = await HangingRenewal();
        var call = Replace(source, refused);
        Assert.False(call.IsCompleted);
        var token = _desk.NewToken();
        request.Grant(token);
        Assert.Same(token, await call);
        Assert.Equal(2, source.Requests);
    }

    [Fact]
    public async Task A_slow_renewal_outlives_its_command_and_serves_the_next_one()
    {
        var (source, token, request) = await HangingRenewal();
        await _commandEnds.CancelAsync();
        Assert.False(request.Cancelled.IsCancellationRequested);
        Assert.Same(token, await Get(source, CancellationToken.None));

        var next = Replace(source, token);
        var newer = _desk.NewToken();
        request.Grant(newer);
        Assert.Same(newer, await next);
        Assert.Same(newer, await Get(source, CancellationToken.None));
        Assert.Equal(2, source.Requests);
    }

    [Fact]
    public async Task A_command_that_ends_before_the_wait_limit_ends_its_request()
    {
        var (source, token) = await _desk.Connected();
        _clock.Advance(TimeSpan.FromSeconds(240));
        var call = Get(source);
        var request = await _desk.Next();
        await _commandEnds.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await request.End();
        Assert.True(request.Cancelled.IsCancellationRequested);
        Assert.Same(token, source.Current);
    }

    [Fact]
    public async Task Closing_the_session_ends_the_request()
    {
        var (source, _, request) = await HangingRenewal();
        source.Dispose();
        Assert.True(request.Cancelled.IsCancellationRequested);
        Assert.Equal(VgsErrorId.NotConnected, (await Assert.ThrowsAsync<VgsApiException>(() => Get(source))).Id);
    }

    [Fact]
    public async Task No_timer_is_left_of_a_renewal_that_came_in_time()
    {
        var (source, _) = await _desk.Connected();
        _clock.Advance(TimeSpan.FromSeconds(240));
        var call = Get(source);
        (await _desk.Next()).Grant(_desk.NewToken());
        await call;
        Assert.Equal(0, _clock.StillWaiting);
    }

    public void Dispose() => _commandEnds.Dispose();

    /// <summary>The request that hangs, and one caller that has gone on without its answer, 245 seconds into the token's 300.</summary>
    private async Task<(AccessTokenSource Source, AccessToken Token, TokenRequest Request)> HangingRenewal()
    {
        var (source, token) = await _desk.Connected();
        _clock.Advance(TimeSpan.FromSeconds(240));
        var call = Get(source);
        var request = await _desk.Next();
        await _clock.UntilWaiting(1);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Same(token, await call);
        return (source, token, request);
    }

    private static Task<AccessToken> Replace(AccessTokenSource source, AccessToken refused) =>
        source.RenewAsync(refused, new RequestObserver(), CancellationToken.None).Soon();

    private Task<AccessToken> Get(AccessTokenSource source) => Get(source, _commandEnds.Token);

    private static Task<AccessToken> Get(AccessTokenSource source, CancellationToken cancellationToken) =>
        source.GetAsync(new RequestObserver(), cancellationToken).AsTask().Soon();
}
