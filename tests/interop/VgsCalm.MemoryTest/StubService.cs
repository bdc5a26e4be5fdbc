using System.Globalization;
using System.Text;

namespace VgsCalm.MemoryTest;

/// <summary>A service that enrols every card and remembers none: its memory does not grow with them.</summary>
internal sealed class StubService : IAsyncDisposable
{
    private WebServer? _server;
    private long _enrolled;

    public long Enrolled => Interlocked.Read(ref _enrolled);

    public static async Task<StubService> StartAsync(int port)
    {
        var service = new StubService();
        service._server = await WebServer.Start(service.AnswerAsync, port);
        return service;
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task AnswerAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        context.Response.ContentType = "application/json";
        var answer = context.Request.Path.StartsWithSegments("/calm/cards", StringComparison.Ordinal)
            ? $$$"""{"data":{"id":"{{{NextCardId()}}}","state":"enrolled","event":"au_card.enrolled"}}"""
            : """{"access_token":"stub","token_type":"Bearer","expires_in":300}""";
        var bytes = Encoding.UTF8.GetBytes(answer);
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes);
    }

    private string NextCardId() =>
        string.Create(CultureInfo.InvariantCulture, $"CRD{Interlocked.Increment(ref _enrolled):000000000000000000000}");
}
