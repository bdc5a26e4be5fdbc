using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VgsCalm.Core.Tests.Http;

/// <summary>A service that does what the script says, request by request, and throws when it is asked for more.</summary>
internal sealed class ScriptedHandler : HttpMessageHandler
{
    private readonly ConcurrentQueue<Step> _script = new();
    private readonly ConcurrentQueue<SentRequest> _sent = new();

    private delegate Task<HttpResponseMessage> Play(CancellationToken cancellationToken);

    /// <summary>Every request so far, in order.</summary>
    public SentRequest[] Sent => [.. _sent];

    public ScriptedHandler Answer(
        int status,
        string body = "",
        string contentType = "application/json",
        (string Name, string Value)[]? headers = null
    ) =>
        Then(
            readsBody: true,
            _ => Task.FromResult(Response(status, new StringContent(body, Encoding.UTF8, contentType), headers))
        );

    public ScriptedHandler AnswerSaying(int status, string header, string value) =>
        Answer(status, headers: [(header, value)]);

    public ScriptedHandler AnswerWith(HttpContent content, int status = 200) =>
        Then(readsBody: true, _ => Task.FromResult(Response(status, content, headers: null)));

    /// <summary>No connection: the body never leaves.</summary>
    public ScriptedHandler RefuseConnection(
        string message = "Connection refused (calm.sandbox.verygoodsecurity.app:443)"
    ) =>
        Then(
            readsBody: false,
            _ => throw new HttpRequestException(message, new SocketException((int)SocketError.ConnectionRefused))
        );

    /// <summary>Takes the request, then breaks the connection.</summary>
    public ScriptedHandler LoseAnswer() =>
        Then(
            readsBody: true,
            _ =>
                throw new HttpRequestException(
                    "An error occurred while sending the request.",
                    new IOException("Connection reset by peer")
                )
        );

    /// <summary>Fails as only a defect of ours does.</summary>
    public ScriptedHandler Break(Exception defect) => Then(readsBody: true, _ => throw defect);

    /// <summary>Forgets what is left of the script.</summary>
    public void Clear() => _script.Clear();

    /// <summary>Takes the request and never answers.</summary>
    public ScriptedHandler Hang() => Then(readsBody: true, Forever);

    /// <summary>The connection is never made.</summary>
    public ScriptedHandler HangWhileConnecting() => Then(readsBody: false, Forever);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        if (!_script.TryDequeue(out var step))
        {
            throw new InvalidOperationException($"Unexpected request: {request.Method} {request.RequestUri}");
        }

        _sent.Enqueue(await SentRequest.ReadAsync(request, step.ReadsBody));
        return await step.Play(cancellationToken);
    }

    private static async Task<HttpResponseMessage> Forever(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        throw new InvalidOperationException("Eternity is over.");
    }

    private static HttpResponseMessage Response(int status, HttpContent content, (string Name, string Value)[]? headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = content };
        foreach (var (name, value) in headers ?? [])
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    private ScriptedHandler Then(bool readsBody, Play play)
    {
        _script.Enqueue(new Step(readsBody, play));
        return this;
    }

    private sealed record Step(bool ReadsBody, Play Play);
}
