namespace VgsCalm.Core.Tests.Http;

/// <summary>A request as a server would have seen it.</summary>
internal sealed record SentRequest(
    string Method,
    Uri Address,
    IReadOnlyDictionary<string, string> Headers,
    string? Body
)
{
    public string? Authorization => Headers.GetValueOrDefault("Authorization");

    public static async Task<SentRequest> ReadAsync(HttpRequestMessage message, bool withBody)
    {
        var headers = message
            .Headers.Concat(message.Content?.Headers.AsEnumerable() ?? [])
            .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        var body =
            withBody && message.Content is { } content ? await content.ReadAsStringAsync(CancellationToken.None) : null;
        return new SentRequest(message.Method.Method, message.RequestUri!, headers, body);
    }
}
