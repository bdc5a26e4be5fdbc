using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VgsCalm.Emulator.Http;

/// <summary>One answer as a value: made by an API, possibly mangled by a fault, and only then written.</summary>
internal sealed record Answer(int Status, ReadOnlyMemory<byte> Body, string? ContentType)
{
    public const string JsonType = "application/json";
    public const string JsonApiType = "application/vnd.api+json";

    // Nothing here ends in HTML, so quotes, plus signs and letters beyond ASCII stay readable.
    public static readonly JavaScriptEncoder Escapes = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = Escapes };

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Id of the card that the request created, for the request log.</summary>
    public string? CardId { get; init; }

    public static Answer Json(int status, JsonNode node, string contentType = JsonType) =>
        Text(status, node.ToJsonString(Readable), contentType);

    public static Answer Text(int status, string text, string? contentType) =>
        new(status, Encoding.UTF8.GetBytes(text), contentType);

    public static Answer Empty(int status) => new(status, ReadOnlyMemory<byte>.Empty, ContentType: null);

    public static Answer Html(int status) =>
        Text(
            status,
            $"<!DOCTYPE html>\n<html><head><title>{status}</title></head><body><h1>{status}</h1><p>The edge could not "
                + $"answer.</p></body></html>\n",
            "text/html; charset=utf-8"
        );

    public Answer With(string header, string value) => this with { Headers = [.. Headers, new(header, value)] };
}
