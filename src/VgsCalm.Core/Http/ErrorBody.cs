using System.Text.Json;
using VgsCalm.Json;

namespace VgsCalm.Http;

/// <summary>Reads what a VGS answer says of an error, in each shape that is known, and makes nothing of the rest.</summary>
internal static class ErrorBody
{
    private const int MostEntries = 50;
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, MaxDepth = 32 };

    public static (VgsErrorDetail[] Errors, string? TraceId) Read(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body, Lenient);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return ([], null);

            var errors = root.TryGet("errors", out var list) && list.ValueKind == JsonValueKind.Array
                ? [.. list.EnumerateArray().Take(MostEntries).Where(e => e.ValueKind == JsonValueKind.Object).Select(Entry)]
                : Single(root);
            return (errors, Text(root, "trace_id") ?? TraceOfFirst(root));
        }
        catch (JsonException)
        {
            return ([], null);
        }
    }

    private static VgsErrorDetail Entry(JsonElement error) =>
        new(Text(error, "code"), Text(error, "detail") ?? Text(error, "message") ?? Text(error, "title"));

    // Keycloak's and gateways' forms.
    private static VgsErrorDetail[] Single(JsonElement root)
    {
        var code = Text(root, "error") ?? Text(root, "code");
        var detail = Text(root, "error_description") ?? Text(root, "message") ?? Text(root, "detail");
        return code is null && detail is null ? [] : [new VgsErrorDetail(code, detail)];
    }

    private static string? TraceOfFirst(JsonElement root)
    {
        if (!root.TryGet("errors", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0) return null;
        var first = list[0];
        if (first.ValueKind != JsonValueKind.Object) return null;
        if (Text(first, "trace_id") is { } own) return own;
        return first.TryGet("meta", out var meta) && meta.ValueKind == JsonValueKind.Object ? Text(meta, "trace_id") : null;
    }

    private static string? Text(JsonElement parent, string name)
    {
        if (!parent.TryGet(name, out var value)) return null;
        try
        {
            var text = value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            };
            if (text is null) return null;

            // Masked first and cut then: a number that the cut goes through would not look like one.
            text = Redaction.MaskSensitive(text);
            return text.Length > 500 ? text.Substring(0, 500) + "…" : text;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
