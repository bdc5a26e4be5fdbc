using System.Threading.Channels;
using VgsCalm.Auth;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Core.Tests.Auth;

/// <summary>A token endpoint whose every answer the test gives by hand.</summary>
internal sealed class TokenDesk(FakeClock clock)
{
    private readonly Channel<TokenRequest> _requests = Channel.CreateUnbounded<TokenRequest>();
    private int _issued;

    public async Task<AccessToken> RequestAsync(RequestObserver observer, CancellationToken cancellationToken)
    {
        var request = new TokenRequest(cancellationToken);
        await _requests.Writer.WriteAsync(request, CancellationToken.None);
        return await request.Answer.Task;
    }

    /// <summary>The next request to arrive.</summary>
    public Task<TokenRequest> Next() => _requests.Reader.ReadAsync(CancellationToken.None).AsTask().Soon();

    public AccessToken NewToken(double seconds = 300) =>
        new(
            $"access-token-{Interlocked.Increment(ref _issued)}",
            ["cards:read"],
            TimeSpan.FromSeconds(seconds),
            clock.Elapsed,
            clock.UtcNow
        );

    /// <summary>A source that holds a token of that lifetime already.</summary>
    public async Task<(AccessTokenSource Source, AccessToken Token)> Connected(double seconds = 300)
    {
        var source = new AccessTokenSource(RequestAsync, clock);
        var first = source.GetAsync(new RequestObserver(), CancellationToken.None).AsTask();
        var token = NewToken(seconds);
        (await Next()).Grant(token);
        return (source, await first.Soon());
    }
}
