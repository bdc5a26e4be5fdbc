using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using VgsCalm.Emulator;
using VgsCalm.Testing.Engine;

namespace VgsCalm.Testing.Servers;

/// <summary>
/// A server on 127.0.0.1 that keeps what it gets word for word: the emulator's log keeps no bodies and no header values.
/// </summary>
public sealed class EchoServer : IAsyncDisposable
{
    private WebServer _server = null!;

    private EchoServer() { }

    public string Address => _server.Address.ToString().TrimEnd('/');

    public ConcurrentQueue<ReceivedRequest> Received { get; } = new();

    /// <summary>What it answers: status and JSON.</summary>
    public Func<ReceivedRequest, (int Status, string Body)> Answer { get; set; } = _ => (200, "{}");

    public ReceivedRequest Only => Assert.Single(Received);

    public static async Task<EchoServer> StartAsync()
    {
        var echo = new EchoServer();
        echo._server = await WebServer.Start(echo.AnswerAsync);
        return echo;
    }

    /// <summary>Opens the session <c>echo</c>: tokens of the emulator, every API here, each under a path of its own.</summary>
    public void Connect(Shell shell, VgsEmulator emulator) =>
        shell
            .Run(
                """
                $apis = @{
                    CalmUri = "$echo/calm"
                    CmpUri = "$echo/cmp"
                    AccountsUri = "$echo/accounts"
                    CardAttributesUri = "$echo/attributes"
                }
                Connect-VgsCalm -Credential $calm -Name echo -AuthUri $auth @apis
                """,
                ("echo", Address),
                ("auth", emulator.AuthUri.ToString())
            )
            .ThrowIfFailed();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var request = new ReceivedRequest(
            context.Request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            context.Request.Headers.ToDictionary(
                header => header.Key,
                header => header.Value.Select(value => value ?? "").ToArray(),
                StringComparer.OrdinalIgnoreCase
            ),
            body.ToArray()
        );
        Received.Enqueue(request);
        var (status, text) = Answer(request);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        if (request.Method != "HEAD" && text.Length > 0)
        {
            await context.Response.WriteAsync(text);
        }
    }
}
