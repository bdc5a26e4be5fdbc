namespace VgsCalm.Http;

/// <summary>An answer, read whole (unless it was saved elsewhere while it arrived).</summary>
internal sealed class ApiResponse
{
    public ApiResponse(int statusCode, IReadOnlyDictionary<string, string[]> headers, string? contentType, byte[] body)
    {
        StatusCode = statusCode;
        Headers = headers;
        ContentType = contentType;
        Body = body;
    }

    public int StatusCode { get; }

    public bool IsSuccess => StatusCode is >= 200 and < 300;

    /// <summary>Headers by name, case-insensitively, content headers among them.</summary>
    public IReadOnlyDictionary<string, string[]> Headers { get; }

    /// <summary>Media type without parameters, in lower case; null where there is none.</summary>
    public string? ContentType { get; }

    public byte[] Body { get; }

    /// <summary>The service's identifier of the exchange, from its headers.</summary>
    public string? TraceId
    {
        get
        {
            foreach (var name in TraceHeaders)
            {
                if (Headers.TryGetValue(name, out var values) && values.Length > 0 && values[0].Length is > 0 and <= 128) return Redaction.IsCardNumber(values[0]) ? null : values[0];
            }

            return null;
        }
    }

    private static readonly string[] TraceHeaders = ["x-request-id", "x-trace-id", "vgs-request-id", "trace-id", "traceparent"];
}
