using VgsCalm.Auth;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Core.Tests.Auth;

/// <summary>Callers that leave, sessions that end, and requests that are over while a caller joins.</summary>
public sealed class TokenFlightTests
{
    private readonly FakeClock _clock = new();
    private readonly TokenDesk _desk;

    public TokenFlightTests() => _desk = new TokenDesk(_clock);

    [Fact]
    public async Task A_cancelled_caller_leaves_and_the_others_get_their_token()
    {
        using var source = new AccessTokenSource(_desk.RequestAsync, _clock);
        using var cancel = new CancellationTokenSource();
        var leaving = Get(source, cancel.Token);
        var staying = Get(source);
        var request = await _desk.Next();

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        Assert.False(request.Cancelled.IsCancellationRequested);

        var token = _desk.NewToken();
        request.Grant(token);
        Assert.Same(token, await staying);
        Assert.Equal(1, source.Requests);
    }

    [Fact]
    public async Task A_caller_joins_a_request_that_another_one_has_left()
    {
        using var source = new AccessTokenSource(_desk.RequestAsync, _clock);
        using var cancel = new CancellationTokenSource();
        var leaving = Get(source, cancel.Token);
        var staying = Get(source);
        var request = await _desk.Next();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);

        var joining = Get(source);
        request.Grant(_desk.NewToken());

        var token = await staying;
        Assert.Equal(1, source.Requests);
        Assert.Same(token, await joining);
    }

    [Fact]
    public async Task A_caller_that_has_left_hears_no_more_of_the_request()
    {
        var (left, stayed) = (new List<string>(), new List<string>());
        var asked = new TaskCompletionSource<RequestObserver>(TaskCreationOptions.RunContinuationsAsynchronously);
        var granted = new TaskCompletionSource<AccessToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var source = new AccessTokenSource(
            (observer, _) =>
            {
                asked.SetResult(observer);
                return granted.Task;
            },
            _clock
        );
        using var cancel = new CancellationTokenSource();
        var leaving = source.GetAsync(new RequestObserver(left.Add), cancel.Token).AsTask();
        var staying = source.GetAsync(new RequestObserver(stayed.Add), CancellationToken.None).AsTask();
        var request = await asked.Task.Soon();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);

        request.Verbose!("200");
        granted.SetResult(_desk.NewToken());
        await staying.Soon();

        Assert.Empty(left);
        Assert.Equal(["200"], stayed);
    }

    [Fact]
    public async Task When_the_last_caller_is_cancelled_so_is_the_request()
    {
        using var source = new AccessTokenSource(_desk.RequestAsync, _clock);
        using var cancel = new CancellationTokenSource();
        var callers = new[] { Get(source, cancel.Token), Get(source, cancel.Token) };
        var request = await _desk.Next();

        await cancel.CancelAsync();
        foreach (var caller in callers)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => caller);
        }

        Assert.True(request.Cancelled.IsCancellationRequested);
    }

    [Fact]
    public async Task After_a_cancelled_request_the_next_caller_makes_one_of_its_own()
    {
        using var source = new AccessTokenSource(_desk.RequestAsync, _clock);
        using var cancel = new CancellationTokenSource();
        var leaving = Get(source, cancel.Token);
        await _desk.Next();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);

        var next = Get(source);
        var token = _desk.NewToken();
        (await _desk.Next()).Grant(token);
        Assert.Same(token, await next);
    }

    [Fact]
    public async Task A_cancelled_caller_makes_no_request()
    {
        using var source = new AccessTokenSource(_desk.RequestAsync, _clock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Get(source, new CancellationToken(canceled: true))
        );

        // A request of that caller would have begun before this one's.
        var next = Get(source);
        var request = await _desk.Next();
        Assert.False(request.Cancelled.IsCancellationRequested);
        request.Grant(_desk.NewToken());
        await next;
        Assert.Equal(1, source.Requests);
    }

    [Fact]
    public async Task A_closed_source_is_not_connected()
    {
        var (source, token) = await _desk.Connected();
        source.Dispose();
        Assert.Null(source.Current);
        Assert.Equal(VgsErrorId.NotConnected, (await Assert.ThrowsAsync<VgsApiException>(() => Get(source))).Id);
        Assert.Equal(
            VgsErrorId.NotConnected,
            (
                await Assert.ThrowsAsync<VgsApiException>(() =>
                    source.RenewAsync(token, new RequestObserver(), CancellationToken.None).Soon()
                )
            ).Id
        );
        Assert.Equal(1, source.Requests);
    }

    [Fact]
    public async Task Closing_ends_the_request_and_all_its_callers_hear_why()
    {
        var source = new AccessTokenSource(_desk.RequestAsync, _clock) { ReopenArguments = " -Name job" };
        using var cancel = new CancellationTokenSource();
        var waiting = Enumerable
            .Range(0, 6)
            .Select(caller => Get(source, caller < 3 ? cancel.Token : default))
            .ToArray();
        var request = await _desk.Next();
        source.Dispose();
        Assert.True(request.Cancelled.IsCancellationRequested);
        foreach (var caller in waiting)
        {
            var error = await Assert.ThrowsAsync<VgsApiException>(() => caller);
            Assert.Equal(VgsErrorId.NotConnected, error.Id);
            Assert.Equal("Run Connect-VgsCalm -Name job again.", error.RecommendedAction);
        }

        Assert.Equal(1, source.Requests);
    }

    // The secret is wiped right after: a request that just begins, or reads its answer, finds it gone.
    [Fact]
    public async Task A_request_that_finds_its_secret_wiped_by_closing_says_the_same()
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var secret = Secrets.Protect(Secrets.ClientSecret);
        var credentials = new ClientCredentials("client", secret);
        var source = new AccessTokenSource(
            async (_, _) =>
            {
                await closed.Task;
                TokenForm.Write(credentials, []);
                return _desk.NewToken();
            },
            _clock
        );
        var waiting = Get(source);
        source.Dispose();
        credentials.Dispose();
        closed.SetResult();

        Assert.Equal(VgsErrorId.NotConnected, (await Assert.ThrowsAsync<VgsApiException>(() => waiting)).Id);
    }

    [Fact]
    public async Task A_token_that_arrives_after_closing_is_not_kept()
    {
        var granted = new TaskCompletionSource<AccessToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var source = new AccessTokenSource(
            (_, _) =>
            {
                asked.SetResult();
                return granted.Task;
            },
            _clock
        );
        var waiting = Get(source);
        await asked.Task.Soon();
        source.Dispose();
        granted.SetResult(_desk.NewToken());
        await waiting;
        Assert.Null(source.Current);
    }

    [Fact]
    public async Task A_request_that_is_over_is_joined_by_no_caller()
    {
        using var source = new AccessTokenSource(
            async (_, _) =>
            {
                await Task.Yield();
                return _desk.NewToken();
            },
            _clock
        );

        // Each renews the token it has; to get that same one back would be to have joined the flight that brought it.
        await Task.WhenAll(
                Enumerable
                    .Range(0, 8)
                    .Select(_ =>
                        Task.Run(async () =>
                        {
                            AccessToken? mine = null;
                            for (var round = 0; round < 1000; round++)
                            {
                                var next = await source.RenewAsync(mine, new RequestObserver(), CancellationToken.None);
                                Assert.NotSame(mine, next);
                                mine = next;
                            }
                        })
                    )
            )
            .Soon();
    }

    private static Task<AccessToken> Get(AccessTokenSource source, CancellationToken cancellationToken = default) =>
        source.GetAsync(new RequestObserver(), cancellationToken).AsTask().Soon();
}
