using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VgsCalm.Redaction;

/// <summary>Headers and bodies as -Debug shows them.</summary>
internal static class BodyRedactor
{
    private const int MaxBytes = 16 * 1024;

    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A body with secret fields replaced and card numbers masked; only its size where it is large or no JSON.</summary>
    /// <param name="body">The body.</param>
    /// <param name="contentType">Its media type.</param>
    /// <param name="redact">Takes out of a text what the request carried. It goes first: masking may change a token so that
    /// it is not recognized.</param>
    public static string Body(byte[] body, string? contentType, Func<string, string> redact)
    {
        var type = contentType is null ? "no content type" : redact(contentType);
        if (body.Length == 0)
        {
            return "(empty)";
        }

        if (body.Length > MaxBytes)
        {
            return SizeOf(body, $", {type}");
        }

        try
        {
            var json = JsonNode.Parse(body);

            // Signs are written as themselves where JSON allows it: the digits of an escape such as \u0027 would join a number after it.
            return redact(Redact(json, redact)?.ToJsonString(Readable) ?? "null");
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException)
        {
            // Text of unknown form may hold anything: only its size is shown.
            return SizeOf(body, $" that are no JSON, {type}");
        }
    }

    public static string Header(string name, string value, Func<string, string> redact) =>
        $"{name}: {(SecretNames.IsSecretHeader(name) ? Redactor.Hidden : redact(value))}";

    private static string SizeOf(byte[] body, string what) => $"({body.Length} bytes{what})";

    // Names that differ in what is hidden stay two.
    private static string NameOf(string redacted, JsonObject shown)
    {
        while (shown.ContainsKey(redacted))
        {
            redacted += "'";
        }

        return redacted;
    }

    private static JsonNode? Redact(JsonNode? node, Func<string, string> redact)
    {
        switch (node)
        {
            case JsonObject fields:
                var shown = new JsonObject();
                foreach (var field in fields)
                {
                    var isHidden =
                        (SecretNames.IsSecretField(field.Key) || SecretNames.IsNumberField(field.Key))
                        && field.Value is not null;
                    shown[NameOf(redact(field.Key), shown)] = isHidden
                        ? Redactor.Hidden
                        : Redact(field.Value, redact)?.DeepClone();
                }

                return shown;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    items[i] = Redact(items[i], redact)?.DeepClone();
                }

                return items;
            case JsonValue value when value.TryGetValue<string>(out var text):
                return redact(text);
            default:
                return node;
        }
    }
}
