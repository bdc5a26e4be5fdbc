using System.Globalization;
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

    private static readonly string[] Listed = ["errors", "error", "message", "detail"];

    public static (VgsErrorDetail[] Errors, string? TraceId) Read(ApiResponse answer)
    {
        using var json = JsonFields.ParseObject(answer.JsonBody);
        if (json is null)
        {
            return ([], null);
        }

        var root = json.RootElement;
        var errors =
            Listed.Select(name => Entries(root, name, answer)).FirstOrDefault(found => found.Length > 0)
            ?? Single(root, answer);
        return (answer.RedactTogether(errors), TraceOf(root, answer) ?? TraceOfFirst(root, answer));
    }

    // VGS lists objects. What stands before it (gateways, proxies, load balancers) also lists texts, or has texts by field.
    private static VgsErrorDetail[] Entries(JsonElement root, string name, ApiResponse answer)
    {
        if (!root.TryGet(name, out var said))
        {
            return [];
        }

        IEnumerable<VgsErrorDetail?> entries = said.ValueKind switch
        {
            JsonValueKind.Array => said.EnumerateArray().Take(MaxEntries).Select(error => Entry(error, answer)),
            JsonValueKind.Object when Entry(said, answer) is { } only => [only],
            JsonValueKind.Object => said.EnumerateObject().Take(MaxEntries).Select(field => OfField(field, answer)),
            _ => [],
        };
        return [.. entries.OfType<VgsErrorDetail>()];
    }

    private static VgsErrorDetail? Entry(JsonElement error, ApiResponse answer) =>
        error.ValueKind == JsonValueKind.Object
            ? Detail(
                RedactedText(error, "code", answer),
                RedactedText(error, "detail", answer)
                    ?? RedactedText(error, "message", answer)
                    ?? RedactedText(error, "msg", answer)
                    ?? RedactedText(error, "title", answer),
                answer
            )
            : Detail(null, RedactedText(JsonFields.TextOf(error), answer), answer);

    // { "exp_month": ["is invalid", "is required"] }
    private static VgsErrorDetail? OfField(JsonProperty field, ApiResponse answer)
    {
        var texts =
            field.Value.ValueKind == JsonValueKind.Array
                ? field.Value.EnumerateArray().Select(JsonFields.TextOf)
                : [JsonFields.TextOf(field.Value)];
        var text = string.Join(", ", texts.OfType<string>());
        return text.Length == 0
            ? null
            : Detail(null, RedactedText($"{JsonFields.NameOf(field)}: {text}", answer), answer);
    }

    // Keycloak's form, and what gateways and frameworks have in place of a list. Spring and Nest have the status in words as the error.
    private static VgsErrorDetail[] Single(JsonElement root, ApiResponse answer)
    {
        var error = RedactedText(root, "error", answer);
        var isCode = error is not null && !error.Any(char.IsWhiteSpace);
        var detail =
            RedactedText(root, "error_description", answer)
            ?? RedactedText(root, "message", answer)
            ?? RedactedText(root, "Message", answer)
            ?? RedactedText(root, "detail", answer)
            ?? RedactedText(root, "title", answer)
            ?? RedactedText(root, "errors", answer)
            ?? (isCode ? null : error);
        var code = (isCode ? error : null) ?? RedactedText(root, "code", answer);
        return Detail(code, detail, answer) is { } only ? [only] : [];
    }

    // A code that repeats the status is the gateway's; it must not be taken for what VGS says of this request.
    private static VgsErrorDetail? Detail(string? code, string? detail, ApiResponse answer)
    {
        var own = code == answer.StatusCode.ToString(CultureInfo.InvariantCulture) ? null : code;
        return own is null && detail is null ? null : new VgsErrorDetail(own, detail);
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
        RedactedText(ReadText(parent, name), answer);

    // What is there and blank says as little as what is not there.
    private static string? RedactedText(string? text, ApiResponse answer) =>
        text is null || text.All(char.IsWhiteSpace)
            ? null
            : Redactor.Excerpt(text, MaxLength, text => answer.Redact(text));

    // A code may be a number.
    private static string? ReadText(JsonElement parent, string name) =>
        !parent.TryGet(name, out var value) ? null
        : value.ValueKind == JsonValueKind.Number ? value.GetRawText()
        : JsonFields.TextOf(value);
}
