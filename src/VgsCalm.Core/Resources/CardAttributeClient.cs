using System.Text.Json;
using VgsCalm.Http;
using VgsCalm.Http.Exchange;
using VgsCalm.Json;

namespace VgsCalm.Resources;

/// <summary>Card Attributes V1, on a host of its own.</summary>
internal sealed class CardAttributeClient
{
    private readonly ApiTransport _transport;

    public CardAttributeClient(ApiTransport transport) => _transport = transport;

    /// <param name="number">6 to 19 digits, or an alias.</param>
    /// <param name="target">What errors name; never the number.</param>
    /// <param name="reference">The caller's own reference, handed through.</param>
    /// <param name="observer">Hears of the requests.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<VgsCardAttribute> GetAsync(
        string number,
        string target,
        string? reference,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        using var body = new MemoryStream(64);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("number", number);
            json.WriteEndObject();
        }

        var request = new ApiRequest(HttpMethod.Post, VgsApi.CardAttributes, "/attributes/attributes")
        {
            Body = body.ToArray(),
            Target = target,
            ChangesNothing = true,
        };
        var answer = await _transport.SendAsync(request, observer, cancellationToken).ConfigureAwait(false);
        return ResponseReader.Read(
            request,
            answer,
            "card attributes",
            root => Read(root.Object("data") ?? root, answer, reference)
        );
    }

    private static VgsCardAttribute? Read(JsonElement card, ApiResponse answer, string? reference)
    {
        if (card.Digits("bin") is not { Length: > 0 } bin)
        {
            return null;
        }

        return new VgsCardAttribute(answer.Redact(bin))
        {
            Brand = answer.Redact(card.Text("brand")),
            IssuingOrganization = answer.Redact(card.Text("issuing_organization")),
            CardType = answer.Redact(card.Text("card_type")),
            CardCategory = answer.Redact(card.Text("card_category")),
            IssuingCountryName = answer.Redact(card.Text("issuing_country_name")),
            IssuingCountryCode = answer.Redact(card.Text("issuing_country_code")),
            MaximumPanLength = card.Integer("maximum_pan_length"),
            CardCommercialType = answer.Redact(card.Text("card_commercial_type")),
            RegulationStatus = answer.Redact(card.Text("regulation_status")),
            Version = answer.Redact(card.Text("version")),
            PrepaidType = answer.Redact(card.Text("prepaid_type")),
            CobadgedBrands = [.. card.Texts("cobadged_brands").Select(brand => answer.Redact(brand))],
            Reference = reference,
        };
    }
}
