using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using VgsCalm.Http.Retry;
using VgsCalm.Redaction;

namespace VgsCalm.Http.Exchange;

/// <summary>An answer, read whole (unless it was saved elsewhere while it arrived).</summary>
internal sealed class ApiResponse
{
    private readonly Func<string, string> _redact;
    private readonly Func<string, string> _redactSecrets;

    private IReadOnlyDictionary<string, string[]>? _headers;

    /// <param name="statusCode">Status.</param>
    /// <param name="body">Body.</param>
    /// <param name="redact">Redacts a text that is shown.</param>
    /// <param name="redactSecrets">Takes out of a text what the request carried, and nothing else.</param>
    public ApiResponse(
        int statusCode,
        byte[] body,
        Func<string, string> redact,
        Func<string, string>? redactSecrets = null
    )
    {
        _redact = redact;
        _redactSecrets = redactSecrets ?? redact;
        StatusCode = statusCode;
        Body = body;
    }

    public int StatusCode { get; }

    public bool IsSuccess => StatusCode is >= 200 and < 300;

    /// <summary>How long the service asks to wait before the next request; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The headers as they came: the answer's, and those of its content. Those of a success are rarely read.</summary>
    public (HttpHeaders? Answer, HttpHeaders? Content) RawHeaders { get; init; }

    /// <summary>Headers by name, case-insensitively, content headers among them.</summary>
    public IReadOnlyDictionary<string, string[]> Headers
    {
        get => _headers ??= ReadHeaders(RawHeaders.Answer, RawHeaders.Content);
        init => _headers = value;
    }

    /// <summary>
    /// Media type without parameters, letter by letter as it came: in other letters a secret in it would not be known.
    /// Null where there is none.
    /// </summary>
    public string? ContentType => ContentTypeHeader?.MediaType;

    private MediaTypeHeaderValue? ContentTypeHeader =>
        MediaTypeHeaderValue.TryParse(FindContentType(), out var type) ? type : null;

    /// <summary>The body as text, in the charset that it is labelled with.</summary>
    public string Text => BodyText.Decode(Body, ContentTypeHeader?.CharSet);

    public byte[] Body { get; }

    /// <summary>The body as JSON is read: in UTF-8, whatever charset it came in.</summary>
    public byte[] JsonBody => BodyText.IsUtf8(Body) ? Body : BodyText.ToUtf8(Body, ContentTypeHeader?.CharSet);

    /// <summary>Whether the body is a page, as of a gateway or a network that wants a sign-in: no API of VGS answers with one.</summary>
    public bool IsPage => Text.TrimStart().StartsWith("<", StringComparison.Ordinal);

    /// <summary>The service's identifier of the exchange, from its headers.</summary>
    public string? TraceId
    {
        get
        {
            foreach (var name in TraceHeaders)
            {
                if (
                    Headers.TryGetValue(name, out var values)
                    && values.Length > 0
                    && values[0].Length is > 0 and <= 128
                )
                {
                    return Identifier(values[0]);
                }
            }

            return null;
        }
    }

    /// <summary>The content type in words.</summary>
    public string ContentTypeText => Redact(ContentType) ?? "no content type";

    /// <summary>A text of this answer as it may be shown.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public string? Redact(string? text) => text is null ? null : _redact(text);

    /// <summary>
    /// Errors that are redacted each, for messages, which put one text after the other: what the request carried is in none of them, and
    /// not in two together.
    /// </summary>
    public VgsErrorDetail[] RedactTogether(VgsErrorDetail[] errors)
    {
        var together = string.Join(" ", errors.Select(error => $"{error.Code} {error.Detail}"));
        return _redactSecrets(together) == together
            ? errors
            : [.. errors.Select(error => new VgsErrorDetail(Hide(error.Code), Hide(error.Detail)))];
    }

    /// <summary>A trace id or the like as it came; null where it has a secret of the request or a card number in it.</summary>
    public string? Identifier(string? text) => text is not null && RedactId(text) == text ? text : null;

    /// <summary>
    /// An id as it came, whatever digits are in it: it is the only handle on what it names. Redacted where it is no single word, or has a
    /// secret of the request or a token in it.
    /// </summary>
    public string RedactId(string id) =>
        OpaqueId.IsWord(id) && WebTokenText.Redact(_redactSecrets(id)) == id ? id : Redact(id);

    /// <summary>
    /// A name that a person chose and a command may write back: as it came, but for secrets and numbers that are certainly a card's.
    /// </summary>
    [return: NotNullIfNotNull(nameof(name))]
    public string? RedactName(string? name) => name is null ? null : Redactor.MaskName(_redactSecrets(name));

    private static string? Hide(string? text) => text is null ? null : Redactor.Hidden;

    // Each answer that is read asks for this one header; to gather them all takes longer than to read a card.
    private string? FindContentType() =>
        RawHeaders.Content is { } content
            ? content.TryGetValues("Content-Type", out var values)
                ? values.FirstOrDefault()
                : null
            : Headers.TryGetValue("Content-Type", out var given)
                ? given[0]
                : null;

    private static Dictionary<string, string[]> ReadHeaders(params HttpHeaders?[] several)
    {
        var all = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in several.OfType<HttpHeaders>().SelectMany(headers => headers))
        {
            all[header.Key] = [.. header.Value];
        }

        return all;
    }

    private static readonly string[] TraceHeaders =
    [
        "x-request-id",
        "x-trace-id",
        "vgs-request-id",
        "trace-id",
        "traceparent",
    ];
}
