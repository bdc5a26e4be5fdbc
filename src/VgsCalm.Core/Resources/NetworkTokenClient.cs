using System.Text.Json;
using VgsCalm.Http;
using VgsCalm.Http.Addresses;
using VgsCalm.Http.Exchange;
using VgsCalm.Json;

namespace VgsCalm.Resources;

/// <summary>The network tokens of CALM V1, known by the alias of the card number.</summary>
internal sealed class NetworkTokenClient
{
    // In VGS's samples, not in its reference.
    private const string MerchantHeader = "Calm-Merchant";

    private readonly ApiTransport _transport;

    public NetworkTokenClient(ApiTransport transport) => _transport = transport;

    public Task<VgsNetworkToken> CreateAsync(
        string panAlias,
        int expMonth,
        int expYear,
        string? merchantId,
        RequestObserver observer,
        CancellationToken cancellationToken
    ) =>
        SendAsync(
            HttpMethod.Post,
            "/network-tokens",
            panAlias,
            Write(panAlias, expMonth, expYear),
            merchantId,
            observer,
            cancellationToken
        );

    public Task<VgsNetworkToken> GetAsync(
        string panAlias,
        string? merchantId,
        RequestObserver observer,
        CancellationToken cancellationToken
    ) => SendAsync(HttpMethod.Get, PathOf(panAlias), panAlias, body: null, merchantId, observer, cancellationToken);

    /// <summary>Deletes a token; the answer shows it in its last state.</summary>
    public Task<VgsNetworkToken> DeleteAsync(
        string panAlias,
        string? merchantId,
        RequestObserver observer,
        CancellationToken cancellationToken
    ) => SendAsync(HttpMethod.Delete, PathOf(panAlias), panAlias, body: null, merchantId, observer, cancellationToken);

    private async Task<VgsNetworkToken> SendAsync(
        HttpMethod method,
        string path,
        string panAlias,
        byte[]? body,
        string? merchantId,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        var request = new ApiRequest(method, VgsApi.Calm, path)
        {
            Body = body,
            Target = panAlias,
            Headers = merchantId is null ? null : [new KeyValuePair<string, string>(MerchantHeader, merchantId)],
        };
        var answer = await _transport.SendAsync(request, observer, cancellationToken).ConfigureAwait(false);

        // Deleted by a try whose answer was lost (404 now), or without a word (204).
        if (method == HttpMethod.Delete && (answer.StatusCode == 404 || answer.Body.Length == 0))
        {
            return new VgsNetworkToken(panAlias) { State = "DELETED" };
        }

        return ResponseReader.Read(
            request,
            answer,
            "a network token",
            root => Read(root.Object("data") ?? root, answer)
        );
    }

    private static byte[] Write(string panAlias, int expMonth, int expYear)
    {
        using var body = new MemoryStream(128);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("pan_alias", panAlias);
            json.WriteNumber("exp_month", expMonth);
            json.WriteNumber("exp_year", expYear);
            json.WriteEndObject();
        }

        return body.ToArray();
    }

    private static VgsNetworkToken? Read(JsonElement token, ApiResponse answer)
    {
        if (token.Text("pan_alias") is not { Length: > 0 } alias)
        {
            return null;
        }

        var card = token.Object("card");
        return new VgsNetworkToken(answer.RedactId(alias))
        {
            State = answer.Redact(token.Text("state")),
            Last4 = answer.Redact(token.Digits("network_token_last4")),
            ExpiresAt = answer.Redact(token.Text("expires_at")),
            CardBin = answer.Redact(card?.Digits("bin")),
            CardLast4 = answer.Redact(card?.Digits("last4")),
            CardExpiresAt = answer.Redact(card?.Text("expires_at")),
            CreatedAt = token.LocalTime("created_at"),
            UpdatedAt = token.LocalTime("updated_at"),
        };
    }

    private static string PathOf(string panAlias) => "/network-tokens/" + PathSegment.Encode(panAlias, "alias");
}
