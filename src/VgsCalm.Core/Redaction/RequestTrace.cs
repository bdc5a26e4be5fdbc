using System.Globalization;
using System.Text;

namespace VgsCalm.Redaction;

/// <summary>The lines of -Verbose and -Debug about a request.</summary>
internal static class RequestTrace
{
    public static string Line(
        HttpMethod method,
        Uri address,
        string outcome,
        TimeSpan took,
        int bytes,
        int attempt,
        string? traceId
    )
    {
        var line = new StringBuilder()
            .Append(method)
            .Append(' ')
            .Append(Redactor.ShortenPath(address.AbsolutePath))
            .Append(' ')
            .Append(outcome)
            .Append(' ')
            .Append(took.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture))
            .Append(" ms ")
            .Append(bytes)
            .Append(" bytes attempt ")
            .Append(attempt);
        if (traceId is not null)
        {
            line.Append(" trace ").Append(traceId);
        }

        return line.ToString();
    }

    public static string Describe(HttpRequestMessage message, byte[]? body, Func<string, string> redact)
    {
        var text = new StringBuilder()
            .Append("> ")
            .Append(message.Method)
            .Append(' ')
            .AppendLine(Redactor.ShortenPath(message.RequestUri!.AbsolutePath));
        var headers = message.Content is null ? message.Headers : message.Headers.Concat(message.Content.Headers);
        foreach (var header in headers)
        {
            text.Append("> ").AppendLine(BodyRedactor.Header(header.Key, string.Join(", ", header.Value), redact));
        }

        if (body is not null)
        {
            text.Append("> ").Append(BodyRedactor.Body(body, message.Content?.Headers.ContentType?.MediaType, redact));
        }

        return text.ToString().TrimEnd();
    }

    public static string Describe(
        int status,
        IReadOnlyDictionary<string, string[]> headers,
        byte[] body,
        string? contentType,
        Func<string, string> redact
    )
    {
        var text = new StringBuilder().Append("< ").Append(status).AppendLine();
        foreach (var header in headers)
        {
            text.Append("< ").AppendLine(BodyRedactor.Header(header.Key, string.Join(", ", header.Value), redact));
        }

        return text.Append("< ").Append(BodyRedactor.Body(body, contentType, redact)).ToString();
    }
}
