using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using VgsCalm.Emulator.Auth;

namespace VgsCalm.Emulator.Http;

/// <summary>One request on its way through the emulator: what was asked, by whom, under which trace id.</summary>
internal sealed class Exchange(HttpContext http, EmulatorState state, string traceId)
{
    private const int MaxBodyBytes = 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public HttpContext Http { get; } = http;

    public EmulatorState State { get; } = state;

    /// <summary>What <c>x-request-id</c> says; also the <c>trace_id</c> of CMP errors.</summary>
    public string TraceId { get; } = traceId;

    public string Method => Http.Request.Method;

    public string Path { get; } = http.Request.Path.Value ?? "/";

    /// <summary>The path's parts, decoded, the API's own first part included.</summary>
    public string[] Segments { get; } =
        (http.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The token the request came with, once an API has admitted it.</summary>
    public IssuedToken? Token { get; private set; }

    /// <summary>Client id for the request log: of the token, or as named in a token request.</summary>
    public string? ClientId { get; set; }

    /// <summary>Whose token it is. Only after <see cref="Authenticate"/>.</summary>
    public Principal Principal =>
        Token?.Principal ?? throw new InvalidOperationException("The request was not authenticated yet.");

    /// <summary>The service account behind the request; a person's token has none.</summary>
    public ServiceAccount Caller =>
        Principal.Account ?? throw new InvalidOperationException("The request is a person's, not an account's.");

    /// <summary><c>http://127.0.0.1:PORT</c> as the client named it.</summary>
    public string BaseAddress => $"{Http.Request.Scheme}://{Http.Request.Host}";

    /// <summary>Looks the bearer token up; false when there is none or it counts no more.</summary>
    public bool Authenticate()
    {
        Token = BearerToken() is { } text ? State.Tokens.Find(text) : null;
        ClientId = Token?.Principal.ClientId;
        return Token is not null;
    }

    public bool HasScope(string scope) => Array.IndexOf(Token?.Scopes ?? [], scope) >= 0;

    public string? BearerToken()
    {
        var header = Http.Request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;
    }

    /// <summary>Whether anything follows the headers.</summary>
    public bool HasBody =>
        Http.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: false }
        && Http.Request.ContentLength != 0;

    /// <summary>Whether the body's media type is one of those given; parameters such as charset don't matter.</summary>
    public bool HasContentType(params ReadOnlySpan<string> types)
    {
        var mediaType = (Http.Request.ContentType ?? "").AsSpan();
        if (mediaType.IndexOf(';') is var end and >= 0)
        {
            mediaType = mediaType[..end];
        }

        foreach (var type in types)
        {
            if (mediaType.Trim().Equals(type, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The body as a JSON object, to be disposed by the caller; null when it is no JSON, no object or too large.</summary>
    public async ValueTask<JsonDocument?> ReadObjectAsync()
    {
        var body = await ReadBodyAsync();
        if (body is null)
        {
            return null;
        }

        try
        {
            var document = JsonDocument.Parse(body.Value, Strict);
            if (document.RootElement.ValueKind is JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
        }
        catch (JsonException)
        {
            // The caller answers in its API's own words.
        }

        return null;
    }

    /// <summary>The whole body; null when it is larger than any real request.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadBodyAsync()
    {
        var reader = Http.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(Http.RequestAborted);
            if (result.Buffer.Length > MaxBodyBytes)
            {
                reader.AdvanceTo(result.Buffer.End);
                return null;
            }

            if (result.IsCompleted)
            {
                var body = result.Buffer.ToArray();
                reader.AdvanceTo(result.Buffer.End);
                return body;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}
