namespace VgsCalm.Emulator.Http;

/// <summary>Writes an answer, whole or in the ways that faults ask for.</summary>
internal static class AnswerWriter
{
    public static Task WriteAsync(Exchange exchange, Answer answer)
    {
        Start(exchange, answer);
        if (HasNoBody(exchange, answer))
        {
            return Task.CompletedTask;
        }

        exchange.Http.Response.ContentLength = answer.Body.Length;
        return exchange.Http.Response.BodyWriter.WriteAsync(answer.Body, exchange.Http.RequestAborted).AsTask();
    }

    /// <summary>A few bytes at a time.</summary>
    public static async Task DripAsync(
        Exchange exchange,
        Answer answer,
        TimeSpan interval,
        CancellationToken cancellation
    )
    {
        const int Drop = 16;
        Start(exchange, answer);
        var body = answer.Body;
        exchange.Http.Response.ContentLength = body.Length;
        for (var sent = 0; sent < body.Length; sent += Drop)
        {
            await exchange.Http.Response.BodyWriter.WriteAsync(
                body.Slice(sent, Math.Min(Drop, body.Length - sent)),
                cancellation
            );
            await Task.Delay(interval, cancellation);
        }
    }

    /// <summary>
    /// The full length is promised and half of it sent. Kestrel then closes the connection for the missing rest, which
    /// lets the half arrive;
    /// an abort would often overtake it.
    /// </summary>
    public static async Task TruncateAsync(Exchange exchange, Answer answer)
    {
        Start(exchange, answer);
        exchange.Http.Response.ContentLength = answer.Body.Length + 1;
        await exchange.Http.Response.BodyWriter.WriteAsync(
            answer.Body[..(answer.Body.Length / 2)],
            exchange.Http.RequestAborted
        );
    }

    /// <summary>A JSON string of the given size, without a length, so that the reader must count for itself.</summary>
    public static async Task OversizeAsync(Exchange exchange, Answer answer, long bytes, CancellationToken cancellation)
    {
        Start(exchange, answer);
        var padding = new byte[64 * 1024];
        Array.Fill(padding, (byte)'a');
        var writer = exchange.Http.Response.BodyWriter;
        await writer.WriteAsync("{\"padding\":\""u8.ToArray(), cancellation);
        for (var left = bytes; left > 0; left -= padding.Length)
        {
            await writer.WriteAsync(padding.AsMemory(0, (int)Math.Min(left, padding.Length)), cancellation);
        }

        await writer.WriteAsync("\"}"u8.ToArray(), cancellation);
    }

    private static void Start(Exchange exchange, Answer answer)
    {
        var response = exchange.Http.Response;
        response.StatusCode = answer.Status;
        response.Headers["x-request-id"] = exchange.TraceId;
        response.Headers.Date = HttpDate.Format(exchange.State.ServerTime);
        if (answer.ContentType is { } type)
        {
            response.ContentType = type;
        }

        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }
    }

    private static bool HasNoBody(Exchange exchange, Answer answer) =>
        answer.Status is 204 or 304 || HttpMethods.IsHead(exchange.Method);
}
