using System.Globalization;
using System.Text;
using VgsCalm.Http;

namespace VgsCalm.Redaction;

/// <summary>What -Verbose and -Debug say of a request. Nothing secret passes.</summary>
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

    public static string Describe(HttpRequestMessage message, byte[]? body, Func<string, string> hide)
    {
        var text = new StringBuilder()
            .Append("> ")
            .Append(message.Method)
            .Append(' ')
            .AppendLine(Redactor.ShortenPath(message.RequestUri!.AbsolutePath));
        var headers = message.Content is null ? message.Headers : message.Headers.Concat(message.Content.Headers);
        foreach (var header in headers)
        {
            text.Append("> ").AppendLine(Redactor.Header(header.Key, string.Join(", ", header.Value), hide));
        }

        if (body is not null)
        {
            text.Append("> ").Append(Redactor.Body(body, message.Content?.Headers.ContentType?.MediaType, hide));
        }

        return text.ToString().TrimEnd();
    }

    public static string Describe(ApiResponse answer)
    {
        var text = new StringBuilder().Append("< ").Append(answer.StatusCode).AppendLine();
        foreach (var header in answer.Headers)
        {
            text.Append("< ").AppendLine(Redactor.Header(header.Key, string.Join(", ", header.Value), answer.Shown!));
        }

        return text.Append("< ").Append(Redactor.Body(answer.Body, answer.ContentType, answer.Shown!)).ToString();
    }
}
