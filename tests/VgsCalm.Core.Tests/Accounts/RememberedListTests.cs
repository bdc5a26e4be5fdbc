using VgsCalm.Accounts;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Core.Tests.Accounts;

/// <summary>A list of the service that is remembered for completion.</summary>
public sealed class RememberedListTests
{
    [Fact]
    public async Task A_second_look_waits_for_the_fetch_that_is_under_way()
    {
        var (begun, answer, fetches) = (new TaskCompletionSource(), new TaskCompletionSource(), 0);
        var list = new RememberedList<int>(
            async (_, _) =>
            {
                var fetch = Interlocked.Increment(ref fetches);
                if (fetch == 1)
                {
                    begun.SetResult();
                    await answer.Task;
                }

                return [fetch];
            }
        );
        Assert.Empty(list.Peek(TimeSpan.Zero));
        await begun.Task.Soon();
        IReadOnlyList<int> seen = [];
        var second = new Thread(() => seen = list.Peek(TimeSpan.FromMinutes(1)));

        second.Start();
        SpinWait.SpinUntil(() => second.ThreadState is ThreadState.WaitSleepJoin or ThreadState.Stopped);
        answer.SetResult();
        second.Join();

        Assert.Equal([1], seen);
    }

    [Fact]
    public async Task Once_it_is_to_forget_it_waits_for_no_fetch_of_before()
    {
        var (begun, never, fetches) = (new TaskCompletionSource(), new TaskCompletionSource(), 0);
        var list = new RememberedList<int>(
            async (_, _) =>
            {
                var fetch = Interlocked.Increment(ref fetches);
                if (fetch == 1)
                {
                    begun.SetResult();
                    await never.Task;
                }

                return [fetch];
            }
        );
        Assert.Empty(list.Peek(TimeSpan.Zero));
        await begun.Task.Soon();

        list.Forget();

        Assert.Equal([2], list.Peek(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task What_it_has_fetched_it_remembers_until_it_is_to_forget()
    {
        var fetches = 0;
        var list = new RememberedList<int>((_, _) => Task.FromResult<IReadOnlyList<int>>([++fetches]));

        Assert.Equal([1], await list.GetAsync(new RequestObserver(), CancellationToken.None));
        Assert.Equal([1], list.Peek(TimeSpan.Zero));

        list.Forget();
        Assert.Equal([2], await list.GetAsync(new RequestObserver(), CancellationToken.None));
    }

    [Fact]
    public async Task A_fetch_from_before_it_was_to_forget_is_not_remembered()
    {
        var (answer, fetches) = (new TaskCompletionSource(), 0);
        var list = new RememberedList<int>(
            async (_, _) =>
            {
                var fetch = Interlocked.Increment(ref fetches);
                if (fetch == 1)
                {
                    await answer.Task;
                }

                return [fetch];
            }
        );
        var slow = list.FetchAsync(new RequestObserver(), CancellationToken.None);

        list.Forget();
        answer.SetResult();

        Assert.Equal([1], await slow);
        Assert.Equal([2], list.Peek(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task A_fetch_that_fails_after_the_look_is_no_unobserved_error()
    {
        var failure = new InvalidOperationException("late");

        Assert.False(await Unobserved.ComesOf(() => LookAndFail(failure), error => error == failure));
    }

    private static Task LookAndFail(Exception failure)
    {
        var answer = new TaskCompletionSource<IReadOnlyList<int>>();
        Assert.Empty(new RememberedList<int>((_, _) => answer.Task).Peek(TimeSpan.Zero));
        answer.SetException(failure);
        return Task.CompletedTask;
    }
}
