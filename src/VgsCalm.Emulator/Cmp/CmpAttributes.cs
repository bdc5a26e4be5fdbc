using System.Text.Json.Nodes;
using VgsCalm.Emulator.Calm;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Cmp;

/// <summary>Reads <c>{"data":{"attributes":{…}}}</c> and checks a card's fields in it.</summary>
internal static class CmpAttributes
{
    // What the platform itself says of a card, and the number, can't be set later.
    private static readonly string[] Fixed =
    [
        "pan",
        "bin",
        "first8",
        "last4",
        "card_fingerprint",
        "created_at",
        "updated_at",
    ];

    /// <summary>
    /// The attributes; empty where the body is <c>{}</c> or absent, as calls without input send it; null when malformed.
    /// </summary>
    public static async ValueTask<JsonObject?> ReadAsync(Exchange exchange, bool required)
    {
        if (!required && !exchange.HasBody)
        {
            return [];
        }

        using var document = await exchange.ReadObjectAsync();
        if (document is null)
        {
            return null;
        }

        var body = JsonObject.Create(document.RootElement.Clone())!;
        if (!required && body.Count == 0)
        {
            return [];
        }

        return body["data"] is JsonObject data && data["attributes"] is JsonObject attributes ? attributes : null;
    }

    public static IEnumerable<string> CheckNew(JsonObject attributes)
    {
        if (
            attributes["pan"] is not JsonValue pan
            || !pan.TryGetValue<string>(out var number)
            || !CardNumber.IsWellFormed(number)
        )
        {
            yield return "pan: must be a card number of 13 to 19 digits or an alias";
        }

        foreach (var field in (string[])["exp_month", "exp_year"])
        {
            if (attributes[field] is null)
            {
                yield return $"{field}: must not be null";
            }
        }

        foreach (var problem in CheckExpiry(attributes))
        {
            yield return problem;
        }
    }

    public static IEnumerable<string> CheckChange(JsonObject attributes) =>
        Fixed
            .Where(attributes.ContainsKey)
            .Select(field => $"{field}: can't be changed")
            .Concat(CheckExpiry(attributes));

    private static IEnumerable<string> CheckExpiry(JsonObject attributes)
    {
        if (attributes["exp_month"] is { } month && !IsWhole(month, 1, 12))
        {
            yield return "exp_month: must be between 1 and 12";
        }

        if (attributes["exp_year"] is { } year && !IsWhole(year, 0, 99))
        {
            yield return "exp_year: must be between 0 and 99";
        }
    }

    private static bool IsWhole(JsonNode node, int least, int most) =>
        node is JsonValue value && value.TryGetValue<int>(out var number) && number >= least && number <= most;
}
