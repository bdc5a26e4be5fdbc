using System.Text.Json;
using VgsCalm.Cards;
using VgsCalm.Http;
using VgsCalm.Http.Exchange;
using VgsCalm.Json;

namespace VgsCalm.Resources;

/// <summary>The merchants of CALM V1; they can be made, and nothing else is documented.</summary>
internal sealed class MerchantClient
{
    private readonly ApiTransport _transport;

    public MerchantClient(ApiTransport transport) => _transport = transport;

    /// <param name="merchant">What it is to be.</param>
    /// <param name="target">What errors name.</param>
    /// <param name="observer">Hears of the requests.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<VgsMerchant> CreateAsync(
        MerchantDetails merchant,
        string target,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        var request = new ApiRequest(HttpMethod.Post, VgsApi.Calm, "/merchants")
        {
            Body = Write(merchant),
            Target = target,
        };
        var answer = await _transport.SendAsync(request, observer, cancellationToken).ConfigureAwait(false);
        return ResponseReader.Read(request, answer, "a merchant", root => Read(root.Object("data") ?? root, answer));
    }

    private static byte[] Write(MerchantDetails merchant)
    {
        using var body = new MemoryStream(512);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            foreach (var field in merchant.Fields())
            {
                json.WriteString(field.Key, field.Value);
            }

            if (merchant.BillingAddress is { } billingAddress)
            {
                json.WriteStartObject("billing_address");
                foreach (var field in billingAddress)
                {
                    json.WriteString(field.Key, field.Value);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return body.ToArray();
    }

    private static VgsMerchant? Read(JsonElement merchant, ApiResponse answer)
    {
        if ((merchant.Text("id") ?? merchant.Text("vgs_merchant_id")) is not { Length: > 0 } id)
        {
            return null;
        }

        return new VgsMerchant(answer.RedactId(id))
        {
            DbaMerchantTradeName = answer.RedactName(merchant.Text("dba_merchant_trade_name")),
            MerchantLegalName = answer.RedactName(merchant.Text("merchant_legal_name")),
            MerchantCode = answer.RedactName(merchant.Text("merchant_code")),
            CompanyWebsiteUrl = answer.Redact(merchant.Text("company_website_url")),
            AcquirerIdentification = answer.RedactName(merchant.Text("acquirer_identification")),
            AcquirerMerchantId = answer.RedactName(merchant.Text("acquirer_merchant_id")),
            ContactName = answer.Redact(merchant.Text("contact_name")),
            ContactEmail = answer.Redact(merchant.Text("contact_email")),
            DunsNumber = answer.RedactName(merchant.Text("duns_number")),
            VaultId = answer.RedactName(merchant.Text("vault_id")),
            OrganizationId = answer.RedactName(merchant.Text("organization_id")),
            CreatedAt = merchant.LocalTime("created_at"),
        };
    }
}
