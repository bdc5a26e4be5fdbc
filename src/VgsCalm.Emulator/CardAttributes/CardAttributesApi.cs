using System.Text.Json;
using System.Text.Json.Nodes;
using VgsCalm.Emulator.Calm;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.CardAttributes;

/// <summary>Card Attributes V1: POST /attributes/attributes tells what a number's first digits say.</summary>
internal static class CardAttributesApi
{
    public static async ValueTask<Answer> HandleAsync(Exchange exchange)
    {
        if (!exchange.Authenticate())
        {
            return ApiErrors.Unauthorized(exchange);
        }

        if (exchange.Segments is not ["card-attributes", "attributes", "attributes"])
        {
            return ApiErrors.NoSuchPath(exchange);
        }

        if (!HttpMethods.IsPost(exchange.Method))
        {
            return ApiErrors.MethodNotAllowed(exchange, "POST");
        }

        // Which scope it takes is unknown: CMP documents card-attributes:read, calm credentials reach it too.
        if (!exchange.HasScope("card-attributes:read") && !exchange.HasScope("cards:read"))
        {
            return ApiErrors.ScopeMissing(exchange, "card-attributes:read");
        }

        if (!exchange.HasContentType(Answer.JsonType))
        {
            return CalmErrors.UnsupportedMediaType();
        }

        using var document = await exchange.ReadObjectAsync();
        if (document is null)
        {
            return CalmErrors.InvalidPayload();
        }

        if (!document.RootElement.TryGetProperty("number", out var value) || value.ValueKind is JsonValueKind.Null)
        {
            return CalmErrors.Make(400, new CalmError("required-fields-missing", "number: must not be null"));
        }

        if (value.ValueKind is not JsonValueKind.String || value.GetString() is not { } number || !IsWellFormed(number))
        {
            return CalmErrors.Make(400, new CalmError("invalid-format", "number: must be 6 to 19 digits or an alias"));
        }

        return Attributes(number) is { } attributes ? Answer.Json(200, attributes) : CalmErrors.CardNotFound();
    }

    private static bool IsWellFormed(string number) =>
        CardNumber.IsWellFormed(number) || (number.Length is >= 6 and <= 19 && number.All(char.IsAsciiDigit));

    private static JsonObject? Attributes(string number)
    {
        var bin = CardNumber.Bin(number);
        if (Brand(bin[0]) is not { } brand)
        {
            return null;
        }

        return new JsonObject
        {
            ["bin"] = bin,
            ["brand"] = brand,
            ["issuing_organization"] = "EMULATED BANK",
            ["card_type"] = "CREDIT",
            ["card_category"] = "CLASSIC",
            ["issuing_country_name"] = "UNITED STATES OF AMERICA",
            ["issuing_country_code"] = "US",
            ["maximum_pan_length"] = brand is "AMERICAN EXPRESS" ? 15 : 16,
            ["card_commercial_type"] = "PERSONAL",
            ["regulation_status"] = "N",
            ["version"] = "STANDARD",
            ["prepaid_type"] = null,
            ["cobadged_brands"] = new JsonArray(),
        };
    }

    private static string? Brand(char first) =>
        first switch
        {
            '2' or '5' => "MASTERCARD",
            '3' => "AMERICAN EXPRESS",
            '4' => "VISA",
            '6' => "DISCOVER",
            _ => null,
        };
}
