using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace VgsCalm.Interop.Tests;

/// <summary>An https server on 127.0.0.1 that hands every request to an address of the emulator, and counts.</summary>
internal sealed class HttpsFront : IAsyncDisposable
{
    private readonly HttpClient _behind = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly string _target;
    private WebServer _server = null!;
    private int _requests;
    private int _connections;

    private HttpsFront(Uri target) => _target = target.ToString().TrimEnd('/');

    /// <summary><c>https://localhost:PORT</c></summary>
    public Uri Address => new($"https://localhost:{_server.Address.Port}");

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>TCP connections, those too whose TLS came to nothing.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <param name="target">Where the requests go.</param>
    /// <param name="certificate">Name of one of the script's certificates.</param>
    public static async Task<HttpsFront> StartAsync(Uri target, string certificate)
    {
        var front = new HttpsFront(target);
        var identity = X509Certificate2.CreateFromPemFile(
            Surroundings.Certificate(certificate + ".pem"),
            Surroundings.Certificate(certificate + ".key")
        );
        front._server = await WebServer.Start(front.ForwardAsync, front.ListenWith(identity));
        return front;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _behind.Dispose();
    }

    private Action<ListenOptions> ListenWith(X509Certificate2 identity) =>
        listen =>
        {
            listen.Use(next =>
                connection =>
                {
                    Interlocked.Increment(ref _connections);
                    return next(connection);
                }
            );
            listen.UseHttps(identity);
        };

    private async Task ForwardAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        using var request = new HttpRequestMessage(
            new HttpMethod(context.Request.Method),
            _target + context.Request.GetEncodedPathAndQuery()
        );
        if (context.Request.ContentLength is not null)
        {
            request.Content = new StreamContent(context.Request.Body);
        }

        foreach (var header in context.Request.Headers.Where(h => h.Key is not "Host"))
        {
            if (!request.Headers.TryAddWithoutValidation(header.Key, (IEnumerable<string?>)header.Value))
            {
                request.Content?.Headers.TryAddWithoutValidation(header.Key, (IEnumerable<string?>)header.Value);
            }
        }

        using var answer = await _behind.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
