using System.Text.Json;
using System.Text.Json.Nodes;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Calm;

/// <summary>/merchants. Known from samples only, so it asks for little and echoes what it gets.</summary>
internal static class MerchantsResource
{
    private static readonly string[] Required = ["dba_merchant_trade_name", "merchant_legal_name"];

    private static readonly string[] Texts =
    [
        "dba_merchant_trade_name",
        "merchant_legal_name",
        "merchant_code",
        "company_website_url",
        "acquirer_identification",
        "acquirer_merchant_id",
        "contact_name",
        "contact_email",
        "duns_number",
        "vault_id",
        "organization_id",
    ];

    public static async ValueTask<Answer> CreateAsync(Exchange exchange)
    {
        using var document = await exchange.ReadObjectAsync();
        if (document is null)
        {
            return CalmErrors.InvalidPayload();
        }

        var body = document.RootElement;
        var errors = Missing(body).Concat(Malformed(body)).ToArray();
        if (errors.Length > 0)
        {
            return CalmErrors.Make(400, errors);
        }

        var data = JsonObject.Create(body.Clone())!;
        data["vault_id"] ??= exchange.Caller.VaultId;
        data["organization_id"] ??= exchange.Caller.OrganizationId;
        data["id"] = exchange.State.Merchants.Add();
        data["created_at"] = Instant.Format(exchange.State.Time.GetUtcNow());
        return Answer.Json(201, new JsonObject { ["data"] = data });
    }

    private static IEnumerable<CalmError> Missing(JsonElement body) =>
        Required
            .Where(field => !body.TryGetProperty(field, out var value) || value.ValueKind is JsonValueKind.Null)
            .Select(field => new CalmError("required-fields-missing", $"{field}: must not be null"));

    private static IEnumerable<CalmError> Malformed(JsonElement body) =>
        Texts
            .Where(field =>
                body.TryGetProperty(field, out var value)
                && value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null)
            )
            .Select(field => new CalmError("invalid-format", $"{field}: must be a string"))
            .Concat(
                body.TryGetProperty("billing_address", out var address)
                && address.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null)
                    ? [new CalmError("invalid-format", "billing_address: must be an object")]
                    : []
            );
}
