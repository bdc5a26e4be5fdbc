using System.Buffers;
using System.Text.Json;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Calm;

/// <summary>Writes cards as CALM answers them. The one body written by hand: bulk runs ask for it thousands of times a second.</summary>
internal static class CardJson
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = Answer.Escapes, SkipValidation = true };

    /// <summary>The answer to POST /cards: always still enrolling, however short the delay.</summary>
    public static ReadOnlyMemory<byte> Accepted(Card card) =>
        Write(
            card.Fields,
            card.Number,
            card.ExpYear,
            json =>
            {
                WriteIdentity(json, card, card.CreatedAt);
                json.WriteString("state"u8, "enrolling");
                json.WriteNull("event"u8);
            }
        );

    /// <summary>The answer to GET: what is known now.</summary>
    public static ReadOnlyMemory<byte> Current(Card card) =>
        Write(
            card.Fields,
            card.CurrentNumber,
            card.CurrentExpYear,
            json =>
            {
                WriteIdentity(json, card, card.UpdatedAt);
                json.WriteString("state"u8, card.State);
                json.WriteString("event"u8, card.Event);
                if (card.FailureCode is { } code)
                {
                    json.WriteString("failure_code"u8, code);
                }
            }
        );

    /// <summary>The answer to POST /card-check: the newest values at once, and nothing kept.</summary>
    public static ReadOnlyMemory<byte> Checked(NewCard fields, CardOutcome outcome)
    {
        var (number, year) = CardUpdate.Apply(fields, outcome);
        return Write(
            fields,
            number,
            year,
            json =>
            {
                json.WriteString("failure_code"u8, outcome.FailureCode);
                json.WriteString("event"u8, outcome.Event);
            }
        );
    }

    private static ReadOnlyMemory<byte> Write(NewCard fields, string number, int year, Action<Utf8JsonWriter> rest)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteStartObject("data"u8);
            json.WriteString("name"u8, fields.Name);
            json.WriteString("number"u8, number);
            json.WriteNumber("exp_month"u8, fields.ExpMonth);
            json.WriteNumber("exp_year"u8, year);
            WriteRaw(json, "billing_address", fields.BillingAddress);
            WriteRaw(json, "merchant", fields.Merchant);
            json.WriteStartArray("capabilities"u8);
            foreach (var capability in fields.Capabilities)
            {
                json.WriteStringValue(capability);
            }

            json.WriteEndArray();
            rest(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteIdentity(Utf8JsonWriter json, Card card, DateTimeOffset updatedAt)
    {
        json.WriteString("id"u8, card.Id);
        json.WriteString("created_at"u8, Instant.Format(card.CreatedAt));
        json.WriteString("updated_at"u8, Instant.Format(updatedAt));
    }

    private static void WriteRaw(Utf8JsonWriter json, string name, string? raw)
    {
        if (raw is null)
        {
            return;
        }

        json.WritePropertyName(name);
        json.WriteRawValue(raw, skipInputValidation: true);
    }
}
