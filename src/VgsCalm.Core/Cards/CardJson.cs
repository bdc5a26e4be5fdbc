using System.Text.Json;
using VgsCalm.Http;
using VgsCalm.Http.Exchange;
using VgsCalm.Json;

namespace VgsCalm.Cards;

/// <summary>Cards to and from the JSON of CALM V1.</summary>
internal static class CardJson
{
    // Kept for the next card of the thread: made anew they are seven hundred bytes a card.
    [ThreadStatic]
    private static MemoryStream? _stream;

    [ThreadStatic]
    private static Utf8JsonWriter? _json;

    /// <summary>The body of an enrolment.</summary>
    public static byte[] Write(CardDetails card) => Write(card, WriteEnrolment);

    /// <summary>The body of a look-up. The caller clears it once it is sent.</summary>
    /// <param name="card">The card.</param>
    /// <param name="cvv">Its CVV, as UTF-8 digits; empty where there is none.</param>
    public static byte[] WriteCheck(CardDetails card, ReadOnlyMemory<byte> cvv) =>
        Write(
            card,
            (json, _) =>
            {
                if (cvv.Length > 0)
                {
                    json.WriteString("cvv"u8, cvv.Span);
                }
            }
        );

    private static byte[] Write(CardDetails card, Action<Utf8JsonWriter, CardDetails> writeRest)
    {
        var stream = _stream ??= new MemoryStream(256);
        var json = _json ??= new Utf8JsonWriter(stream);
        try
        {
            json.WriteStartObject();
            json.WriteString("name"u8, card.Name);
            json.WriteString("number"u8, card.Number);
            json.WriteNumber("exp_month"u8, card.ExpMonth);
            json.WriteNumber("exp_year"u8, card.ExpYear);
            writeRest(json, card);
            WriteMerchant(json, card);
            json.WriteEndObject();
            json.Flush();
            return stream.ToArray();
        }
        finally
        {
            // Both clear what they held: the number, and a CVV.
            json.Reset();
            Array.Clear(stream.GetBuffer(), 0, stream.GetBuffer().Length);
            stream.SetLength(0);
        }
    }

    /// <exception cref="VgsApiException">ResponseInvalid: the answer is not a card.</exception>
    public static VgsCard Read(ApiRequest request, ApiResponse answer, string? reference) =>
        ResponseReader.Read(
            request,
            answer,
            "a card",
            root =>
                root.Object("data") is { } data && data.Text("id") is { Length: > 0 } id
                    ? new VgsCard(answer.RedactId(id), data.Digits("number"))
                    {
                        State = answer.Redact(data.Text("state")),
                        Event = answer.Redact(data.Text("event")),
                        FailureCode = answer.Redact(data.Text("failure_code")),
                        Name = answer.Redact(data.Text("name")),
                        ExpMonth = data.Integer("exp_month"),
                        ExpYear = data.Integer("exp_year"),
                        CreatedAt = data.LocalTime("created_at"),
                        UpdatedAt = data.LocalTime("updated_at"),
                        Reference = reference,
                    }
                    : null
        );

    /// <exception cref="VgsApiException">ResponseInvalid: the answer is not the result of a look-up.</exception>
    public static VgsCardUpdate ReadUpdate(ApiRequest request, ApiResponse answer, string? reference) =>
        ResponseReader.Read(
            request,
            answer,
            "a card update",
            root =>
                root.Object("data") is { } data && HasUpdate(data)
                    ? new VgsCardUpdate(data.Digits("number"))
                    {
                        Event = answer.Redact(data.Text("event")),
                        FailureCode = answer.Redact(data.Text("failure_code")),
                        Name = answer.Redact(data.Text("name")),
                        ExpMonth = data.Integer("exp_month"),
                        ExpYear = data.Integer("exp_year"),
                        Reference = reference,
                    }
                    : null
        );

    // The network's word on the card, or at least the card that it was asked about.
    private static bool HasUpdate(JsonElement data) =>
        (data.Text("event") ?? data.Text("failure_code") ?? data.Digits("number")) is not null;

    private static void WriteEnrolment(Utf8JsonWriter json, CardDetails card)
    {
        WriteBillingAddress(json, card);
        WriteCapabilities(json, card);
    }

    private static void WriteBillingAddress(Utf8JsonWriter json, CardDetails card)
    {
        if (card.BillingAddress is null)
        {
            return;
        }

        json.WriteStartObject("billing_address"u8);
        foreach (var field in card.BillingAddress)
        {
            json.WriteString(field.Key, field.Value);
        }

        json.WriteEndObject();
    }

    private static void WriteCapabilities(Utf8JsonWriter json, CardDetails card)
    {
        if (card.Capabilities is null)
        {
            return;
        }

        json.WriteStartArray("capabilities"u8);
        foreach (var capability in card.Capabilities)
        {
            json.WriteStringValue(capability);
        }

        json.WriteEndArray();
    }

    private static void WriteMerchant(Utf8JsonWriter json, CardDetails card)
    {
        if (card.MerchantId is null && card.SubMerchantName is null)
        {
            return;
        }

        json.WriteStartObject("merchant"u8);
        if (card.MerchantId is not null)
        {
            json.WriteString("vgs_merchant_id"u8, card.MerchantId);
        }

        if (card.SubMerchantName is not null)
        {
            json.WriteString("sub_merchant_name"u8, card.SubMerchantName);
        }

        if (card.SubMerchantMid is not null)
        {
            json.WriteString("sub_merchant_mid"u8, card.SubMerchantMid);
        }

        json.WriteEndObject();
    }
}
