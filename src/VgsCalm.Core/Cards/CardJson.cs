using System.Globalization;
using System.Text.Json;
using VgsCalm.Http;
using VgsCalm.Models;

namespace VgsCalm.Cards;

/// <summary>Cards to and from the JSON of CALM V1.</summary>
internal static class CardJson
{
    public static byte[] Write(CardDetails card)
    {
        using var stream = new MemoryStream(512);
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("name", card.Name);
            json.WriteString("number", card.Number);
            json.WriteNumber("exp_month", card.ExpMonth);
            json.WriteNumber("exp_year", card.ExpYear);
            WriteBillingAddress(json, card);
            WriteCapabilities(json, card);
            WriteMerchant(json, card);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <exception cref="VgsApiException">ResponseInvalid: the answer is not a card.</exception>
    public static VgsCard Read(ApiRequest request, ApiResponse answer, string? reference)
    {
        try
        {
            using var json = JsonDocument.Parse(answer.Body, new JsonDocumentOptions { AllowTrailingCommas = true, MaxDepth = 32 });
            if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
                && Text(data, "id") is { Length: > 0 } id)
            {
                return new VgsCard(id, Text(data, "number"))
                {
                    State = Text(data, "state"),
                    Event = Text(data, "event"),
                    FailureCode = Text(data, "failure_code"),
                    Name = Text(data, "name"),
                    ExpMonth = Integer(data, "exp_month"),
                    ExpYear = Integer(data, "exp_year"),
                    CreatedAt = Time(data, "created_at"),
                    UpdatedAt = Time(data, "updated_at"),
                    Reference = reference,
                };
            }
        }
        catch (JsonException)
        {
            // Falls through to the same error as JSON of another shape.
        }

        throw new VgsApiException(
            VgsErrorId.ResponseInvalid,
            $"{request.Method} {Redaction.ShortenPath(request.Path)} answered with status {answer.StatusCode}, but its body is not a card ({answer.ContentType ?? "no content type"}, {answer.Body.Length} bytes).",
            request.Target ?? request.Path)
        {
            StatusCode = answer.StatusCode,
            TraceId = answer.TraceId,
            RecommendedAction = request.Method == HttpMethod.Post
                ? "The card may have been enrolled: find out before you send it again. Check that -CalmUri is the CALM API."
                : "Check that -CalmUri is the CALM API.",
        };
    }

    private static void WriteBillingAddress(Utf8JsonWriter json, CardDetails card)
    {
        if (card.BillingAddress is null) return;
        json.WriteStartObject("billing_address");
        foreach (var field in card.BillingAddress) json.WriteString(field.Key, field.Value);
        json.WriteEndObject();
    }

    private static void WriteCapabilities(Utf8JsonWriter json, CardDetails card)
    {
        if (card.Capabilities is null) return;
        json.WriteStartArray("capabilities");
        foreach (var capability in card.Capabilities) json.WriteStringValue(capability);
        json.WriteEndArray();
    }

    private static void WriteMerchant(Utf8JsonWriter json, CardDetails card)
    {
        if (card.MerchantId is null && card.SubMerchantName is null) return;
        json.WriteStartObject("merchant");
        if (card.MerchantId is not null) json.WriteString("vgs_merchant_id", card.MerchantId);
        if (card.SubMerchantName is not null) json.WriteString("sub_merchant_name", card.SubMerchantName);
        if (card.SubMerchantMid is not null) json.WriteString("sub_merchant_mid", card.SubMerchantMid);
        json.WriteEndObject();
    }

    private static string? Text(JsonElement parent, string name)
    {
        try
        {
            return parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair in an escape.
            return null;
        }
    }

    private static int? Integer(JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)) return number;
        return int.TryParse(Text(parent, name), NumberStyles.None, CultureInfo.InvariantCulture, out number) ? number : null;
    }

    private static DateTimeOffset? Time(JsonElement parent, string name) =>
        DateTimeOffset.TryParse(Text(parent, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
