using System.Collections;
using System.Management.Automation;
using System.Text;
using VgsCalm.Json;
using VgsCalm.Webhooks;

namespace VgsCalm.Binding;

/// <summary>
/// A webhook as a platform hands it over: Azure Automation's <c>$WebhookData</c>, Azure Functions' <c>$Request</c>, the request of an
/// HttpListener, or any object with a body and headers. Raw bodies go before parsed ones.
/// </summary>
internal static class WebhookInput
{
    private static readonly string[] HeaderNames = ["RequestHeader", "RequestHeaders", "Headers"];
    private static readonly string[] BodyNames =
    [
        "RawBody",
        "RequestBody",
        "Body",
        "Payload",
        "Content",
        "InputStream",
    ];

    /// <exception cref="VgsApiException">WebhookInvalid: it has no body, or only what a conversion left of one.</exception>
    public static WebhookDelivery Read(object? input)
    {
        var request = PipelineValue.UnwrapValue(input) switch
        {
            null => throw WebhookInvalid.NoBody(
                "nothing was given; a runbook that is not started by a webhook has no $WebhookData"
            ),
            string text => OfText(text),
            var given => given,
        };
        if (request is WebhookDelivery read)
        {
            return read;
        }

        // An HttpListenerContext, or an event of a web framework, has the request as a part.
        var (headers, holder) =
            First(request, HeaderNames) is { } own ? (own, request)
            : PipelineMember.Find(request, "Request") is { } part ? (First(part, HeaderNames), part)
            : (null, request);
        var signature = headers is null ? null : HeaderOf(headers);
        return new WebhookDelivery(BodyOf(holder), signature);
    }

    /// <summary>A header's value as one text: several are joined as HTTP joins them.</summary>
    public static string? TextOf(object? value) =>
        PipelineValue.UnwrapValue(value) switch
        {
            null => null,
            string text => text,
            IEnumerable several => string.Join(
                ",",
                several.Cast<object?>().Select(TextOf).Where(text => text is not null)
            ),
            var other => other.ToString(),
        };

    private static string? HeaderOf(object headers) =>
        PipelineValue.UnwrapValue(headers) is string text
            ? JsonObjectIn(text) is { } parsed
                ? TextOf(PipelineMember.Find(parsed, WebhookSignature.Header))
                : null
            : TextOf(PipelineMember.Find(headers, WebhookSignature.Header));

    private static byte[] BodyOf(object request)
    {
        var isBase64 = string.Equals(
            TextOf(PipelineMember.Find(request, "isBase64Encoded")),
            bool.TrueString,
            StringComparison.OrdinalIgnoreCase
        );
        return First(request, BodyNames) is { } body
            ? WebhookBody.BytesOf(body, isBase64)
            : throw WebhookInvalid.NoBody($"what was given has none of {string.Join(", ", BodyNames)}");
    }

    private static object? First(object container, string[] names) =>
        names.Select(name => PipelineMember.Find(container, name)).FirstOrDefault(value => value is not null);

    // Tested by hand, and in some runtimes of Azure Automation, $WebhookData is text.
    private static object OfText(string text) =>
        JsonObjectIn(text)
        ?? (object?)AutomationText.Read(text)
        ?? throw WebhookInvalid.NoBody("what was given is text that has neither RequestBody nor RequestHeader in it");

    private static PSObject? JsonObjectIn(string text)
    {
        try
        {
            return JsonOutput.TryRead(text, out var value) ? value as PSObject : null;
        }
        catch (NameConflictException)
        {
            return null;
        }
    }
}
