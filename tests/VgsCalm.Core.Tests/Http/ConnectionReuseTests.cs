using System.Net;
using System.Net.Sockets;
using System.Text;
using VgsCalm.Http;

namespace VgsCalm.Core.Tests.Http;

/// <summary>A POST is not lost on a connection that its server has closed, or may close, without saying so.</summary>
public sealed class ConnectionReuseTests : IDisposable
{
    private const string Answer =
        """HTTP/1.1 202 Accepted""" + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private int _connections;
    private int _requests;

    public ConnectionReuseTests() => _listener.Start();

    [Fact]
    public void The_runtime_has_the_settings()
    {
        using var handler = new HttpClientHandler();

        Assert.True(PooledConnections.Configure(handler).IsConfigured);
    }

    [Fact]
    public async Task No_POST_is_lost_to_a_server_that_closes_after_each_answer()
    {
        const int Workers = 4;
        const int Each = 25;
        _ = ServeAsync(closes: true);
        using var http = SessionHttp.Direct();

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

        Assert.Equal(Workers * Each, _connections);
    }

    // A probation without end: what waits for it never comes.
    [Fact]
    public async Task The_only_request_has_its_answer_at_once_and_the_next_one_waits()
    {
        _ = ServeAsync(closes: false);
        using var http = new HttpClient(
            SessionHttp.CreateProbed(() => new HttpClientHandler(), Timeout.InfiniteTimeSpan)
        );
        using var other = SessionHttp.Direct();

        await PostAsync(http);
        var next = PostAsync(http);
        await PostAsync(other);

        Assert.False(next.IsCompleted);
        Assert.Equal(2, _requests);
    }

    [Fact]
    public async Task A_server_that_keeps_its_connections_has_them_used_again()
    {
        _ = ServeAsync(closes: false);
        using var http = SessionHttp.Direct();

        for (var request = 0; request < 20; request++)
        {
            await PostAsync(http);
        }

        Assert.Equal(1, _connections);
    }

    public void Dispose() => _listener.Dispose();

    private async Task PostAsync(HttpClient http)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{_listener.LocalEndpoint}/cards");
        request.Content = new StringContent("{}");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer x");
        using var answer = await http.SendAsync(request).Soon();
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await answer.Content.ReadAsStringAsync();
    }

    private async Task ServeAsync(bool closes)
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync();
            Interlocked.Increment(ref _connections);
            _ = AnswerAsync(client, closes);
        }
    }

    private async Task AnswerAsync(TcpClient client, bool closes)
    {
        using (client)
        {
            var buffer = new byte[4096];
            var stream = client.GetStream();
            do
            {
                var text = new StringBuilder();
                while (!text.ToString().EndsWith("\r\n\r\n{}", StringComparison.Ordinal))
                {
                    var read = await stream.ReadAsync(buffer);
                    if (read == 0)
                    {
                        return;
                    }

                    text.Append(Encoding.ASCII.GetString(buffer, 0, read));
                }

                Interlocked.Increment(ref _requests);
                await stream.WriteAsync(Encoding.ASCII.GetBytes(Answer));
            } while (!closes);
        }
    }
}
