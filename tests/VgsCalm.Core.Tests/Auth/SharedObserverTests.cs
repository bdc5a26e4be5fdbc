using VgsCalm.Auth;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Core.Tests.Auth;

/// <summary>One token request that several callers wait for: the trace of each of them has it.</summary>
public sealed class SharedObserverTests
{
    [Fact]
    public async Task Every_waiting_caller_hears_of_a_shared_request()
    {
        var clock = new FakeClock();
        var answered = new TaskCompletionSource<AccessToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var source = new AccessTokenSource(
            async (observer, _) =>
            {
                observer.Debug?.Invoke("the form");
                sent.SetResult();
                var token = await answered.Task;
                observer.Verbose?.Invoke("the line");
                return token;
            },
            clock
        );
        List<string> first = [];
        List<string> second = [];

        var callers = new List<Task> { Get(source, first) };
        await sent.Task.Soon();
        callers.Add(Get(source, second));
        answered.SetResult(new TokenDesk(clock).NewToken());
        await Task.WhenAll(callers).Soon();

        Assert.Equal(["the form", "the line"], first);
        Assert.Equal(["the form", "the line"], second);
        Assert.Equal(1, source.Requests);
    }

    [Fact]
    public void A_caller_that_has_left_gets_no_trace_lines()
    {
        var shared = new SharedObserver();
        List<string> heard = [];
        var observer = new RequestObserver(heard.Add);
        shared.Add(observer);
        shared.Remove(observer);
        shared.Observer.Verbose!("later");
        Assert.Empty(heard);
    }

    private static Task<AccessToken> Get(AccessTokenSource source, List<string> heard) =>
        source.GetAsync(new RequestObserver(heard.Add, heard.Add), CancellationToken.None).AsTask().Soon();
}
