using System.Security.Authentication;
using VgsCalm.Http;
using VgsCalm.Testing.Servers;

namespace VgsCalm.Core.Tests.Http;

/// <summary>A POST is not lost on a connection that its server has closed, or may close, without saying so.</summary>
public sealed class ConnectionReuseTests : ReuseTest
{
    [Fact]
    public void The_runtime_has_a_way_to_look_at_connections()
    {
        using var handler = new HttpClientHandler();

        Assert.True(new WatchedConnections().TryWatch(handler));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(100_000)]
    public async Task No_POST_is_lost_to_a_server_that_closes_after_each_answer(int length)
    {
        Meet(WireScript.Sends($"{Head}Content-Length: {length}\r\n\r\n{new string(' ', length)}"));
        using var http = Patient();

        await EachPostHasAConnectionOfItsOwnAsync(http);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task No_POST_is_lost_to_a_server_that_ends_TLS(SslProtocols protocol)
    {
        using var certificate = WebServer.SelfSigned();
        var read = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        Meet(
            new WireScript(async connection =>
            {
                await connection.SendAsync(Answer);
                await read.Task;
                await connection.EndTlsAsync();
                ended.TrySetResult();
                await connection.HoldAsync();
            })
            {
                Certificate = certificate,
            }
        );
        using var http = Probed(
            () => Trusting(protocol),
            async () =>
            {
                await ended.Task;
                await Task.Delay(OnTheWay);
            }
        );

        for (var request = 0; request < 5; request++)
        {
            await PostAsync(http, "https");
            read.TrySetResult();
        }

        Assert.Equal(5, Server.Accepted);
    }

    [Fact]
    public async Task A_server_that_keeps_its_connections_has_them_used_again()
    {
        Meet(Keeps);
        using var http = Probed(() => new HttpClientHandler());

        await PostsGoOnOneConnectionAsync(http);
    }

#pragma warning disable MA0039 // Whom it talks to is of no interest to this test.
    private static HttpClientHandler Trusting(SslProtocols protocol) =>
        new()
        {
            SslProtocols = protocol,
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        };
#pragma warning restore MA0039
}
