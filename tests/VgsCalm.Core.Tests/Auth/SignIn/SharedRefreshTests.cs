using VgsCalm.Auth;

namespace VgsCalm.Core.Tests.Auth.SignIn;

/// <summary>A refresh of a person's session that several wait for, or that takes its time.</summary>
public sealed class SharedRefreshTests : IDisposable
{
    private readonly SignInRig _rig = new();
    private readonly GatedContent _answer = new(
        """{"access_token":"a2","expires_in":300,"token_type":"Bearer","refresh_token":"r3fresh-2"}"""
    );

    [Fact]
    public async Task A_refresh_goes_on_when_its_caller_gives_up()
    {
        using var giveUp = new CancellationTokenSource();
        var abandoned = await BeginRefreshAsync(giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned.Soon());

        var next = _rig.Tokens.RequestAsync(_rig.Observer, default);
        _answer.Open();

        Assert.Equal("a2", (await next.Soon()).Value);
        Assert.Equal(2, _rig.Server.Sent.Length);
    }

    [Fact]
    public async Task All_who_wait_for_a_refresh_get_its_token()
    {
        var first = await BeginRefreshAsync();
        var second = _rig.Tokens.RequestAsync(_rig.Observer, default);
        _answer.Open();

        Assert.Equal(("a2", "a2"), ((await first.Soon()).Value, (await second.Soon()).Value));
        Assert.Equal(2, _rig.Server.Sent.Length);
    }

    [Fact]
    public async Task A_token_that_a_sleeping_machine_gets_late_is_no_end()
    {
        var token = await BeginRefreshAsync();
        _rig.Clock.SetWallClock(TimeSpan.FromHours(8));
        _answer.Open();

        Assert.Equal("a2", (await token.Soon()).Value);
    }

    [Fact]
    public async Task A_session_that_is_closed_ends_its_refresh()
    {
        var token = await BeginRefreshAsync();

        _rig.Tokens.Dispose();
        _answer.Open();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => token.Soon());
    }

    [Fact]
    public async Task Many_callers_cause_one_refresh()
    {
        await _rig.SignInAsync();
        _rig.Server.AnswerWith(_answer);
        using var source = new AccessTokenSource(_rig.Tokens.RequestAsync, _rig.Clock);
        await source.GetAsync(_rig.Observer, default).AsTask().Soon();
        _rig.Clock.Advance(TimeSpan.FromSeconds(299));

        var callers = Enumerable
            .Range(0, 50)
            .Select(_ => source.RenewAsync(source.Current, _rig.Observer, default).Soon())
            .ToArray();
        await _answer.Asked.Soon();
        _answer.Open();

        Assert.All(await Task.WhenAll(callers).Soon(), token => Assert.Equal("a2", token.Value));
        Assert.Equal(2, _rig.Server.Sent.Length);
    }

    public void Dispose()
    {
        _rig.Dispose();
        _answer.Dispose();
    }

    // The sign-in's own token is taken by then.
    private async Task<Task<AccessToken>> BeginRefreshAsync(CancellationToken cancellationToken = default)
    {
        await _rig.SignInAsync();
        await _rig.Tokens.RequestAsync(_rig.Observer, default);
        _rig.Server.AnswerWith(_answer);
        var token = _rig.Tokens.RequestAsync(_rig.Observer, cancellationToken);
        await _answer.Asked.Soon();
        return token;
    }
}
