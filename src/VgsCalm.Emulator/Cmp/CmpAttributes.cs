using System.Text.Json.Nodes;
using VgsCalm.Emulator.Calm;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Cmp;

/// <summary>Reads <c>{"data":{"attributes":{…}}}</c> and checks a card's fields in it.</summary>
internal static class CmpAttributes
{
    private static readonly string[] Texts = ["pan_alias", "cvc_alias", "cvc_status", "token_type", "wallet_type"];

    private static readonly string[] Objects = ["cardholder", "meta"];

    private static readonly string[] Changeable = ["cvc", "exp_month", "exp_year"];

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
        if (CmpText.Read(attributes["pan"]) is not { } number || !CardNumber.IsWellFormed(number))
        {
            yield return "pan: must be a card number of 13 to 19 digits or an alias";
        }

        foreach (
            var problem in CheckExpiry(attributes, required: true)
                .Concat(CheckCvc(attributes))
                .Concat(CheckKinds(attributes))
        )
        {
            yield return problem;
        }
    }

    /// <summary>A change: the verification code and the expiry only, and none of them to null.</summary>
    public static IEnumerable<string> CheckChange(JsonObject attributes) =>
        attributes
            .Select(pair => pair.Key)
            .Where(field => !Changeable.Contains(field, StringComparer.Ordinal))
            .Select(field => $"{field}: can't be changed")
            .Concat(CheckExpiry(attributes, required: false))
            .Concat(CheckCvc(attributes));

    private static IEnumerable<string> CheckExpiry(JsonObject attributes, bool required)
    {
        foreach (var (field, min, max) in ((string, int, int)[])[("exp_month", 1, 12), ("exp_year", 0, 99)])
        {
            if (!attributes.TryGetPropertyValue(field, out var value) && !required)
            {
                continue;
            }

            if (value is null)
            {
                yield return $"{field}: must not be null";
            }
            else if (!IsWhole(value, min, max))
            {
                yield return $"{field}: must be between {min} and {max}";
            }
        }
    }

    private static IEnumerable<string> CheckCvc(JsonObject attributes)
    {
        if (attributes.TryGetPropertyValue("cvc", out var cvc) && !CmpText.IsCvc(cvc))
        {
            yield return "cvc: must be a string of 3 or 4 digits or an alias";
        }
    }

    private static IEnumerable<string> CheckKinds(JsonObject attributes) =>
        Texts
            .Where(field => attributes[field] is { } given && CmpText.Read(given) is null)
            .Select(field => $"{field}: must be a string")
            .Concat(
                Objects
                    .Where(field => attributes[field] is not (null or JsonObject))
                    .Select(field => $"{field}: must be an object")
            );

    private static bool IsWhole(JsonNode node, int min, int max) =>
        node is JsonValue value && value.TryGetValue<int>(out var number) && number >= min && number <= max;
}
