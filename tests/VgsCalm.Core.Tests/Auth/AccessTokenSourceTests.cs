using VgsCalm.Auth;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Core.Tests.Auth;

/// <summary>When a token is asked for, and who gets it.</summary>
public sealed class AccessTokenSourceTests
{
    private readonly FakeClock _clock = new();
    private readonly TokenDesk _desk;

    public AccessTokenSourceTests() => _desk = new TokenDesk(_clock);

    [Fact]
    public async Task Sixty_four_callers_cause_one_request()
    {
        using var source = new AccessTokenSource(_desk.RequestAsync, _clock);
        var callers = Crowd(() => Get(source));
        var token = _desk.NewToken();
        (await _desk.Next()).Grant(token);
        Assert.All(await Task.WhenAll(callers), got => Assert.Same(token, got));
        Assert.Equal(1, source.Requests);
    }

    [Fact]
    public async Task Sixty_four_forced_renewals_cause_one_request()
    {
        var (source, old) = await _desk.Connected();
        var callers = Crowd(() => Renew(source, old));
        var token = _desk.NewToken();
        (await _desk.Next()).Grant(token);
        Assert.All(await Task.WhenAll(callers), got => Assert.Same(token, got));
        Assert.Equal(2, source.Requests);
    }

    [Theory]
    [InlineData(1200, 1140)]
    [InlineData(300, 240)]
    [InlineData(60, 48)]
    [InlineData(3, 2.4)]
    public async Task A_token_is_renewed_a_minute_or_a_fifth_of_its_life_before_it_ends(
        double lifetime,
        double renewedAfter
    )
    {
        var (source, token) = await _desk.Connected(lifetime);
        _clock.Advance(TimeSpan.FromSeconds(renewedAfter) - TimeSpan.FromTicks(1));
        Assert.Same(token, await Get(source));

        _clock.Advance(TimeSpan.FromTicks(1));
        await AssertRenews(source);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-10_000)]
    public async Task Setting_the_wall_clock_back_changes_nothing(int days)
    {
        var (source, token) = await _desk.Connected();
        _clock.SetWallClock(TimeSpan.FromDays(days));
        Assert.Same(token, await Get(source));

        _clock.Advance(TimeSpan.FromSeconds(240));
        await AssertRenews(source);
    }

    [Theory]
    [InlineData(239.9, false)]
    [InlineData(240, true)]
    [InlineData(300, true)]
    [InlineData(864_000_000, true)]
    public async Task After_the_machine_slept_the_wall_clock_decides(double seconds, bool renews)
    {
        var (source, token) = await _desk.Connected();
        _clock.SetWallClock(TimeSpan.FromSeconds(seconds));
        if (renews)
        {
            await AssertRenews(source);
            return;
        }

        Assert.Same(token, await Get(source));
    }

    [Fact]
    public async Task A_token_that_expired_while_the_machine_slept_is_not_used()
    {
        var (source, _) = await _desk.Connected();
        _clock.SetWallClock(TimeSpan.FromSeconds(301));
        var renewal = Get(source);
        (await _desk.Next()).Refuse(VgsErrorId.TokenEndpointUnavailable);
        await AssertFails(VgsErrorId.TokenEndpointUnavailable, renewal);
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        using var source = new AccessTokenSource(_desk.RequestAsync, _clock);
        var refused = Get(source);
        (await _desk.Next()).Refuse(VgsErrorId.AuthenticationFailed);
        await AssertFails(VgsErrorId.AuthenticationFailed, refused);
        await AssertRenews(source);
    }

    [Theory]
    [InlineData(VgsErrorId.TokenEndpointUnavailable)]
    [InlineData(VgsErrorId.OperationTimeout)]
    [InlineData(VgsErrorId.RateLimited)]
    [InlineData(VgsErrorId.TokenResponseInvalid)]
    public async Task When_early_renewal_fails_for_the_moment_the_good_token_serves_on(VgsErrorId passing)
    {
        var (source, token) = await _desk.Connected();
        _clock.Advance(TimeSpan.FromSeconds(250));
        await FailRenewal(source, token, passing);

        // For five seconds no caller asks again; the next one after that does.
        _clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Same(token, await Get(source));
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        await AssertRenews(source);
    }

    [Theory]
    [InlineData(VgsErrorId.AuthenticationFailed)]
    [InlineData(VgsErrorId.InvalidScope)]
    [InlineData(VgsErrorId.CertificateInvalid)]
    public async Task When_early_renewal_is_refused_for_good_the_caller_hears_of_it(VgsErrorId lasting)
    {
        var (source, _) = await _desk.Connected();
        _clock.Advance(TimeSpan.FromSeconds(250));
        var renewal = Get(source);
        (await _desk.Next()).Refuse(lasting);
        await AssertFails(lasting, renewal);
    }

    [Fact]
    public async Task A_token_that_ended_while_its_renewal_failed_is_not_used()
    {
        var (source, _) = await _desk.Connected();
        _clock.Advance(TimeSpan.FromSeconds(250));
        var renewal = Get(source);
        var request = await _desk.Next();
        _clock.Advance(TimeSpan.FromSeconds(50));
        request.Refuse(VgsErrorId.TokenEndpointUnavailable);
        await AssertFails(VgsErrorId.TokenEndpointUnavailable, renewal);
    }

    [Fact]
    public async Task The_pause_after_a_failed_renewal_does_not_outlive_the_token()
    {
        var (source, token) = await _desk.Connected();
        _clock.Advance(TimeSpan.FromSeconds(299));
        await FailRenewal(source, token, VgsErrorId.TokenEndpointUnavailable);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await AssertRenews(source);
    }

    [Fact]
    public async Task A_caller_whose_token_is_stale_gets_the_newer_one_without_a_request()
    {
        var (source, old) = await _desk.Connected();
        var newer = await AssertRenews(source, old);
        Assert.Same(newer, await Renew(source, old));
        Assert.Equal(2, source.Requests);
    }

    [Fact]
    public async Task The_token_says_when_it_expires_on_the_wall_clock()
    {
        var (_, token) = await _desk.Connected(1200);
        Assert.Equal(_clock.UtcNow.AddSeconds(1200), token.ExpiresOn);
    }

    [Fact]
    public async Task A_token_says_nothing_of_itself()
    {
        var (_, token) = await _desk.Connected();
        Assert.DoesNotContain(token.Value, token.ToString(), StringComparison.Ordinal);
    }

    private static Task<AccessToken>[] Crowd(Func<Task<AccessToken>> caller) =>
        [.. Enumerable.Range(0, 64).Select(_ => Task.Run(caller))];

    private static Task<AccessToken> Get(AccessTokenSource source) =>
        source.GetAsync(new RequestObserver(), CancellationToken.None).AsTask().Soon();

    private static Task<AccessToken> Renew(AccessTokenSource source, AccessToken refused) =>
        source.RenewAsync(refused, new RequestObserver(), CancellationToken.None).Soon();

    private static async Task AssertFails(VgsErrorId id, Task<AccessToken> call) =>
        Assert.Equal(id, (await Assert.ThrowsAsync<VgsApiException>(() => call)).Id);

    private async Task FailRenewal(AccessTokenSource source, AccessToken stillGood, VgsErrorId failure)
    {
        var renewal = Get(source);
        (await _desk.Next()).Refuse(failure);
        Assert.Same(stillGood, await renewal);
    }

    private async Task<AccessToken> AssertRenews(AccessTokenSource source, AccessToken? refused = null)
    {
        var call = refused is null ? Get(source) : Renew(source, refused);
        var token = _desk.NewToken();
        (await _desk.Next()).Grant(token);
        Assert.Same(token, await call);
        return token;
    }
}
