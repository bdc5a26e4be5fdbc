using System.Text.Json.Nodes;

namespace VgsCalm.Tests.Leaks;

/// <summary>Successes in which every field has in it what was sent.</summary>
internal static class RepeatedFields
{
    public static bool IsList(RepeatedRequest request) =>
        request.Head.Contains("/organizations HTTP", StringComparison.Ordinal)
        || request.Head.Contains("/vaults HTTP", StringComparison.Ordinal);

    /// <summary>Organizations and vaults in one. The id of the second one is a token of others and nothing else.</summary>
    public static JsonObject CreateList(RepeatedRequest request, string token) =>
        new() { ["data"] = new JsonArray(Item(request.JsonText, request.JsonText), Item(token, "x")) };

    /// <summary>
    /// A card, its update, a network token, a merchant, attributes and a token in one: each command takes what it knows.
    /// </summary>
    public static JsonObject Create(RepeatedRequest request)
    {
        JsonObject CreateFields(string text) =>
            new()
            {
                ["id"] = text,
                ["client_id"] = text,
                ["pan_alias"] = text,
                ["state"] = text,
                ["event"] = text,
                ["failure_code"] = text,
                ["name"] = text,
                ["bin"] = text,
                ["brand"] = text,
                ["issuing_organization"] = text,
                ["cobadged_brands"] = new JsonArray(text),
                ["card_type"] = text,
                ["card_category"] = text,
                ["issuing_country_name"] = text,
                ["issuing_country_code"] = text,
                ["card_commercial_type"] = text,
                ["regulation_status"] = text,
                ["version"] = text,
                ["prepaid_type"] = text,
                ["expires_at"] = text,
                ["network_token_last4"] = text,
                ["card"] = new JsonObject
                {
                    ["bin"] = text,
                    ["last4"] = text,
                    ["expires_at"] = text,
                },
                ["dba_merchant_trade_name"] = text,
                ["contact_email"] = text,
                ["merchant_legal_name"] = text,
                ["merchant_code"] = text,
                ["company_website_url"] = text,
                ["acquirer_identification"] = text,
                ["acquirer_merchant_id"] = text,
                ["contact_name"] = text,
                ["duns_number"] = text,

                // An alias is kept whole: of it alone, the escape sequence may not be shown.
                ["number"] = request.InJson.Split(' ')[0],
                ["vault_id"] = text,
                ["organization_id"] = text,
            };
        var answer = CreateFields(request.JsonText);
        answer["data"] = CreateFields($"{request.InJson} {string.Join(' ', request.Values)}");
        answer["data"]!["attributes"] = new JsonObject
        {
            ["client_secret"] = "of-no-use",
            ["service_accounts"] = new JsonArray(Account(request.JsonText)),
        };
        foreach (var field in Account(request.JsonText))
        {
            answer["data"]!["attributes"]![field.Key] = field.Value!.DeepClone();
        }

        answer["access_token"] = "of-no-use";
        answer["scope"] = string.Join(' ', request.Values);
        return answer;
    }

    private static JsonObject Account(string text) =>
        new()
        {
            ["client_id"] = text,
            ["name"] = text,
            ["vaults"] = new JsonArray(text),
            ["annotations"] = new JsonObject { ["said"] = text },
            ["scopes"] = new JsonArray(text, new JsonObject { ["name"] = text, ["optional"] = true }),
        };

    private static JsonObject Item(string id, string text) =>
        new()
        {
            ["id"] = id,
            ["attributes"] = new JsonObject
            {
                ["name"] = text,
                ["state"] = text,
                ["environment"] = text,
                ["role"] = text,
                ["permissions"] = new JsonArray(text),
                ["organization_id"] = id,
            },
        };
}
