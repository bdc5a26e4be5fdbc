using System.Net;
using VgsCalm.Http;
using VgsCalm.Testing.Servers;

namespace VgsCalm.Core.Tests.Http;

/// <summary>POSTs to a server of which the connections are counted.</summary>
public abstract class ReuseTest : IAsyncDisposable
{
    protected const string Head = "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\n";
    protected const string Answer = Head + "Content-Length: 2\r\n\r\n{}";

    protected static WireScript Keeps { get; } = WireScript.Sends(Answer) with { KeepsOpen = true };

    // What was sent is there by then, on the loopback.
    protected static TimeSpan OnTheWay { get; } = TimeSpan.FromMilliseconds(100);

    protected WireServer Server { get; } = new WireServer().Listen();

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static HttpClient Probed(Func<HttpClientHandler> create, Func<Task>? probation = null) =>
        new(new ReuseProbe(create, probation ?? (() => Task.Delay(1))));

    protected void Meet(WireScript script) => Server.Break(script, Spot.Any);

    // A close is seen in it even on a machine with much else to do.
    protected static HttpClient Patient() => Probed(() => new HttpClientHandler(), () => Task.Delay(5 * OnTheWay));

    protected async Task EachPostHasAConnectionOfItsOwnAsync(HttpClient http)
    {
        const int Workers = 4;
        const int Each = 25;
        var before = Server.Accepted;

        await Task.WhenAll(
            Enumerable
                .Range(0, Workers)
                .Select(async _ =>
                {
                    for (var request = 0; request < Each; request++)
                    {
                        await PostAsync(http);
                    }
                })
        );

        Assert.Equal(before + (Workers * Each), Server.Accepted);
    }

    // Soon: while it is being found out, each POST has a connection of its own.
    protected async Task PostsGoOnOneConnectionAsync(HttpClient http)
    {
        const int InARow = 5;
        var again = 0;
        for (var tries = 0; again < InARow; tries++)
        {
            Assert.InRange(tries, 0, 5000);
            var before = Server.Accepted;
            await PostAsync(http);
            again = Server.Accepted == before ? again + 1 : 0;
        }
    }

    protected async Task Seen(int requests)
    {
        while (Server.Requests.Length < requests)
        {
            await Task.Yield();
        }
    }

    protected HttpRequestMessage Post(string scheme = "http")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{scheme}://127.0.0.1:{Server.Port}/cards");
        request.Content = new StringContent("{}");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer x");
        return request;
    }

    protected async Task PostAsync(HttpClient http, string scheme = "http")
    {
        using var request = Post(scheme);
        using var answer = await http.SendAsync(request).Soon();
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }
}
