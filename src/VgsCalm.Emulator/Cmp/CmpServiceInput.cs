using System.Text.Json.Nodes;

namespace VgsCalm.Emulator.Cmp;

/// <summary>What the calls on a card take beside the card: the payment of a cryptogram, the person of a validation.</summary>
internal static class CmpServiceInput
{
    /// <summary>What is wrong with a cryptogram's payment. Every member is optional.</summary>
    public static IEnumerable<string> CheckCryptogram(JsonObject attributes)
    {
        if (!IsOneOf(attributes, "cryptogram_type", "TAVV", "DTVV"))
        {
            yield return "cryptogram_type: must be TAVV or DTVV";
        }

        if (!IsOneOf(attributes, "transaction_type", "ECOM", "AFT"))
        {
            yield return "transaction_type: must be ECOM or AFT";
        }

        if (
            attributes["currency_code"] is { } currency
            && !(CmpText.Read(currency) is { Length: 3 } code && code.All(char.IsAsciiLetterUpper))
        )
        {
            yield return "currency_code: must be three capital letters";
        }

        if (attributes["amount"] is { } amount && !(Amount(amount) >= 0))
        {
            yield return "amount: must be a number that is not negative";
        }
    }

    /// <summary>The required members that a validation lacks.</summary>
    public static IEnumerable<string> MissingOfValidation(JsonObject attributes)
    {
        var merchant = attributes["merchant"] as JsonObject;
        if (merchant?["merchant_name"] is null)
        {
            yield return "merchant.merchant_name: must not be null";
        }

        if (merchant?["address"] is null)
        {
            yield return "merchant.address: must not be null";
        }
    }

    /// <summary>What is wrong with the members that a validation has.</summary>
    public static IEnumerable<string> CheckValidation(JsonObject attributes)
    {
        var merchant = (JsonObject)attributes["merchant"]!;
        if (CmpText.Read(merchant["merchant_name"]) is null)
        {
            yield return "merchant.merchant_name: must be a string";
        }

        if (merchant["address"] is not JsonObject)
        {
            yield return "merchant.address: must be an object";
        }

        if (attributes["cvc"] is { } cvc && !CmpText.IsCvc(cvc))
        {
            yield return "cvc: must be a string of 3 or 4 digits or an alias";
        }

        foreach (var field in (string[])["cardholder_name", "cardholder_address"])
        {
            if (attributes[field] is not (null or JsonObject))
            {
                yield return $"{field}: must be an object";
            }
        }
    }

    private static bool IsOneOf(JsonObject attributes, string field, params ReadOnlySpan<string> values) =>
        attributes[field] is not { } given || (CmpText.Read(given) is { } text && values.Contains(text));

    // Some clients write a decimal as text, so that it loses nothing.
    private static decimal? Amount(JsonNode node) =>
        node is not JsonValue value ? null
        : value.TryGetValue<decimal>(out var number) ? number
        : decimal.TryParse(
            CmpText.Read(node),
            System.Globalization.NumberStyles.AllowDecimalPoint,
            System.Globalization.CultureInfo.InvariantCulture,
            out var read
        )
            ? read
        : null;
}
