using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using VgsCalm.Http.Retry;
using VgsCalm.Redaction;

namespace VgsCalm.Http.Exchange;

/// <summary>An answer, read whole (unless it was saved elsewhere while it arrived).</summary>
internal sealed class ApiResponse
{
    private readonly Func<string, string> _redact;

    // The headers of a success are rarely read.
    private readonly Lazy<IReadOnlyDictionary<string, string[]>> _headers;

    /// <param name="statusCode">Status.</param>
    /// <param name="headers">Gives the headers by name, case-insensitively; called once, when they are first read.</param>
    /// <param name="body">Body.</param>
    /// <param name="redact">Takes out of a text what the request carried.</param>
    public ApiResponse(
        int statusCode,
        Func<IReadOnlyDictionary<string, string[]>> headers,
        byte[] body,
        Func<string, string> redact
    )
    {
        _redact = redact;
        StatusCode = statusCode;
        Body = body;
        _headers = new Lazy<IReadOnlyDictionary<string, string[]>>(headers, LazyThreadSafetyMode.None);
    }

    public int StatusCode { get; }

    public bool IsSuccess => StatusCode is >= 200 and < 300;

    /// <summary>How long the service asks to wait before the next request; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Headers by name, case-insensitively, content headers among them.</summary>
    public IReadOnlyDictionary<string, string[]> Headers => _headers.Value;

    /// <summary>
    /// Media type without parameters, letter by letter as it came: in other letters a secret in it would not be known.
    /// Null where there is none.
    /// </summary>
    public string? ContentType =>
        Headers.TryGetValue("Content-Type", out var given) && MediaTypeHeaderValue.TryParse(given[0], out var type)
            ? type.MediaType
            : null;

    public byte[] Body { get; }

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

    /// <summary>An identifier as it came; null where something in it must not be shown.</summary>
    public string? Identifier(string? text)
    {
        var redacted = Redact(text);
        if (text is null || redacted == text)
        {
            return text;
        }

        // One UUID in twenty-five has as many digits in a row as a card number. Only a secret of the request makes it none.
        return Uuid.IsMatch(text) && redacted == Redactor.MaskSensitive(text) ? text : null;
    }

    /// <summary>An id that a command may need again: as it came, or masked where something in it must not be shown.</summary>
    public string RedactId(string id) => Identifier(id) ?? Redact(id);

    private static readonly Regex Uuid = new(
        "^(?=.*[a-fA-F])[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}\\z",
        RegexOptions.CultureInvariant
    );

    private static readonly string[] TraceHeaders =
    [
        "x-request-id",
        "x-trace-id",
        "vgs-request-id",
        "trace-id",
        "traceparent",
    ];
}
