using VgsCalm.Http;
using VgsCalm.Testing.Servers;

namespace VgsCalm.Core.Tests.Http;

/// <summary>Which POST finds out whether a server keeps its connections, and what the others do meanwhile.</summary>
public sealed class ReuseProbeTests : ReuseTest
{
    // A probation without end: what waits for it never comes.
    [Fact]
    public async Task The_only_request_has_its_answer_at_once_and_the_next_one_waits()
    {
        Meet(Keeps);
        using var http = Probed(() => new HttpClientHandler(), () => Task.Delay(Timeout.Infinite));
        using var other = SessionHttp.Direct();

        await PostAsync(http);
        var next = PostAsync(http);
        await PostAsync(other);

        Assert.False(next.IsCompleted);
        Assert.Equal(2, Server.Requests.Length);
    }

    [Fact]
    public async Task Before_the_first_answer_others_have_connections_of_their_own()
    {
        var rest = new TaskCompletionSource();
        Meet(Keeps);
        Server.Then(Pieces("", rest.Task, Answer));
        using var http = Probed(() => new HttpClientHandler());

        var first = PostAsync(http);
        await Seen(requests: 1);
        for (var request = 0; request < 4; request++)
        {
            await PostAsync(http);
        }

        Assert.Equal(5, Server.Accepted);
        rest.SetResult();
        await first;
        await PostsGoOnOneConnectionAsync(http);
    }

    [Fact]
    public async Task An_answer_whose_end_comes_late_is_not_taken_for_a_close()
    {
        var rest = new TaskCompletionSource();
        Meet(Keeps);
        Server.Then(Pieces($"{Head}Transfer-Encoding: chunked\r\n\r\n2\r\n{{}}\r\n", rest.Task, "0\r\n\r\n"));
        using var http = Probed(() => new HttpClientHandler());

        using var request = Post();
        using var first = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).Soon();
        rest.SetResult();

        await PostAsync(http);
        await first.Content.ReadAsStringAsync().Soon();
        first.Dispose();
        await PostsGoOnOneConnectionAsync(http);
    }

    [Fact]
    public async Task An_answer_that_nobody_reads_leaves_it_to_another_POST_to_find_out()
    {
        Meet(Keeps);
        using var http = Probed(() => new HttpClientHandler());

        await GiveUpAsync(http);

        await PostsGoOnOneConnectionAsync(http);
    }

    [Fact]
    public async Task An_answer_that_nobody_reads_proves_nothing()
    {
        Meet(WireScript.Sends(Answer));
        using var http = Patient();

        await GiveUpAsync(http);

        await EachPostHasAConnectionOfItsOwnAsync(http);
    }

    [Fact]
    public async Task A_GET_whose_connection_closes_says_nothing_of_those_of_POST()
    {
        Meet(Keeps);
        Server.Then(WireScript.Sends(Answer));
        using var http = Probed(() => new HttpClientHandler());

        await http.GetStringAsync(Server.Address).Soon();

        await PostsGoOnOneConnectionAsync(http);
    }

    [Fact]
    public async Task Nothing_waits_for_a_connection_that_is_said_to_close()
    {
        Meet(WireScript.Answers("202 Accepted"));
        using var http = Probed(() => new HttpClientHandler(), () => Task.Delay(Timeout.Infinite));

        await PostAsync(http);
        await PostAsync(http);
    }

    [Fact]
    public async Task A_POST_without_an_answer_leaves_it_to_the_next_one_to_find_out()
    {
        Meet(Keeps);
        Server.Then(WireScript.Closes());
        using var http = Probed(() => new HttpClientHandler());

        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(http));

        await PostsGoOnOneConnectionAsync(http);
    }

    private static WireScript Pieces(string first, Task then, string last) =>
        new(async connection =>
        {
            await connection.SendAsync(first);
            await then;
            await connection.SendAsync(last);
        })
        {
            KeepsOpen = true,
        };

    // An answer so long that its connection is not worth keeping.
    private async Task GiveUpAsync(HttpClient http)
    {
        Server.Then(WireScript.SendsAndHolds($"{Head}Content-Length: 10000000\r\n\r\n{{"));
        using var request = Post();
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).Soon();
    }
}
