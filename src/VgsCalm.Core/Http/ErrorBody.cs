using System.Text.Json;
using VgsCalm.Json;

namespace VgsCalm.Http;

/// <summary>Reads what a VGS answer says of an error, in each shape that is known, and makes nothing of the rest.</summary>
internal static class ErrorBody
{
    private const int MostEntries = 50;
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, MaxDepth = 32 };

    public static (VgsErrorDetail[] Errors, string? TraceId) Read(ApiResponse answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer.Body, Lenient);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return ([], null);
            }

            var errors =
                root.TryGet("errors", out var list) && list.ValueKind == JsonValueKind.Array
                    ?
                    [
                        .. list.EnumerateArray()
                            .Take(MostEntries)
                            .Where(e => e.ValueKind == JsonValueKind.Object)
                            .Select(error => Entry(error, answer)),
                    ]
                    : Single(root, answer);
            return (errors, TraceOf(root, answer) ?? TraceOfFirst(root, answer));
        }
        catch (JsonException)
        {
            return ([], null);
        }
    }

    private static VgsErrorDetail Entry(JsonElement error, ApiResponse answer) =>
        new(
            Text(error, "code", answer),
            Text(error, "detail", answer) ?? Text(error, "message", answer) ?? Text(error, "title", answer)
        );

    // Keycloak's and gateways' forms.
    private static VgsErrorDetail[] Single(JsonElement root, ApiResponse answer)
    {
        var code = Text(root, "error", answer) ?? Text(root, "code", answer);
        var detail =
            Text(root, "error_description", answer) ?? Text(root, "message", answer) ?? Text(root, "detail", answer);
        return code is null && detail is null ? [] : [new VgsErrorDetail(code, detail)];
    }

    private static string? TraceOfFirst(JsonElement root, ApiResponse answer)
    {
        if (!root.TryGet("errors", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
        {
            return null;
        }

        var first = list[0];
        if (first.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (TraceOf(first, answer) is { } own)
        {
            return own;
        }

        return first.TryGet("meta", out var meta) && meta.ValueKind == JsonValueKind.Object
            ? TraceOf(meta, answer)
            : null;
    }

    private static string? TraceOf(JsonElement parent, ApiResponse answer) =>
        Given(parent, "trace_id") is { Length: <= 128 } trace ? answer.Identifier(trace) : null;

    private static string? Text(JsonElement parent, string name, ApiResponse answer)
    {
        // Masked first and cut then: a number that the cut goes through would not look like one.
        var text = answer.Shown(Given(parent, name));
        return text?.Length > 500 ? text.Substring(0, 500) + "…" : text;
    }

    private static string? Given(JsonElement parent, string name)
    {
        if (!parent.TryGet(name, out var value))
        {
            return null;
        }

        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
