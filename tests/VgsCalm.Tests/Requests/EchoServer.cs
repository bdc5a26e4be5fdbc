using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using VgsCalm.Emulator;
using VgsCalm.Emulator.Http;
using VgsCalm.Tests.Engine;

namespace VgsCalm.Tests.Requests;

/// <summary>A request as it came over the wire.</summary>
internal sealed record ReceivedRequest(
    string Method,
    string RawUrl,
    IReadOnlyDictionary<string, string[]> Headers,
    byte[] Body
)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonNode? Json => JsonNode.Parse(Body);
}

/// <summary>
/// A server on 127.0.0.1 that keeps what it gets word for word: the emulator's log keeps no bodies and no header values.
/// </summary>
internal sealed class EchoServer : IDisposable
{
    private readonly HttpListener _listener;
    private readonly Task _serving;

    private EchoServer(HttpListener listener, string address)
    {
        _listener = listener;
        Address = address;
        _serving = ServeAsync();
    }

    public string Address { get; }

    public ConcurrentQueue<ReceivedRequest> Received { get; } = new();

    /// <summary>What it answers: status and JSON.</summary>
    public Func<ReceivedRequest, (int Status, string Body)> Answer { get; set; } = _ => (200, "{}");

    public ReceivedRequest Only => Assert.Single(Received);

    public static EchoServer Start()
    {
        // Somebody else may take a free port before it is listened on.
        for (var attempt = 1; ; attempt++)
        {
            var address = $"http://127.0.0.1:{FreePort()}";
            var listener = new HttpListener();
            listener.Prefixes.Add(address + "/");
            try
            {
                listener.Start();
                return new EchoServer(listener, address);
            }
            catch (HttpListenerException) when (attempt < 20)
            {
                listener.Close();
            }
        }
    }

    /// <summary>A port on which nobody listens.</summary>
    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>Opens the session <c>echo</c>: tokens of the emulator, every API here, each under a path of its own.</summary>
    public void Connect(Shell shell, VgsEmulator emulator) =>
        shell
            .Run(
                """
                Connect-VgsCalm -Credential $calm -Name echo -AuthUri $auth -CalmUri "$echo/calm" -CmpUri "$echo/cmp" -AccountsUri "$echo/accounts" -CardAttributesUri "$echo/attributes"
                """,
                ("echo", Address),
                ("auth", emulator.AuthUri.ToString())
            )
            .ThrowIfFailed();

    public void Dispose()
    {
        _listener.Stop();
        _serving.Wait(TimeSpan.FromSeconds(5));
        _listener.Close();
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception error)
                when (error is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            await AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        var headers = context.Request.Headers.AllKeys.ToDictionary(
            name => name!,
            name => context.Request.Headers.GetValues(name)!,
            StringComparer.OrdinalIgnoreCase
        );
        var request = new ReceivedRequest(context.Request.HttpMethod, context.Request.RawUrl!, headers, body.ToArray());
        Received.Enqueue(request);
        var (status, text) = Answer(request);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        if (request.Method != "HEAD")
        {
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text));
        }

        context.Response.Close();
    }
}

/// <summary>A connected test with such a server, in the session <c>echo</c>.</summary>
public abstract class EchoTest : ConnectedTest, IAsyncLifetime
{
    private protected EchoServer Echo { get; } = EchoServer.Start();

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        Echo.Connect(Shell, Emulator);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        Echo.Dispose();
    }
}
