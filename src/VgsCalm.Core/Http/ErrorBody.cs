using System.Text.Json;
using VgsCalm.Http.Exchange;
using VgsCalm.Json;
using VgsCalm.Redaction;

namespace VgsCalm.Http;

/// <summary>Reads what a VGS answer says of an error, in each shape that is known, and makes nothing of the rest.</summary>
internal static class ErrorBody
{
    private const int MaxEntries = 50;
    private const int MaxLength = 500;

    public static (VgsErrorDetail[] Errors, string? TraceId) Read(ApiResponse answer)
    {
        using var json = JsonFields.ParseObject(answer.JsonBody);
        if (json is null)
        {
            return ([], null);
        }

        var root = json.RootElement;
        var errors =
            root.TryGet("errors", out var list) && list.ValueKind == JsonValueKind.Array
                ?
                [
                    .. list.EnumerateArray()
                        .Take(MaxEntries)
                        .Where(e => e.ValueKind == JsonValueKind.Object)
                        .Select(error => Entry(error, answer)),
                ]
                : Single(root, answer);
        return (answer.RedactTogether(errors), TraceOf(root, answer) ?? TraceOfFirst(root, answer));
    }

    private static VgsErrorDetail Entry(JsonElement error, ApiResponse answer) =>
        new(
            RedactedText(error, "code", answer),
            RedactedText(error, "detail", answer)
                ?? RedactedText(error, "message", answer)
                ?? RedactedText(error, "title", answer)
        );

    // Keycloak's and gateways' forms.
    private static VgsErrorDetail[] Single(JsonElement root, ApiResponse answer)
    {
        var code = RedactedText(root, "error", answer) ?? RedactedText(root, "code", answer);
        var detail =
            RedactedText(root, "error_description", answer)
            ?? RedactedText(root, "message", answer)
            ?? RedactedText(root, "detail", answer);
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
        ReadText(parent, "trace_id") is { Length: <= 128 } trace ? answer.Identifier(trace) : null;

    private static string? RedactedText(JsonElement parent, string name, ApiResponse answer) =>
        ReadText(parent, name) is { } text ? Redactor.Excerpt(text, MaxLength, text => answer.Redact(text)) : null;

    private static string? ReadText(JsonElement parent, string name)
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
