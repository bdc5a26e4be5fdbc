using System.Security.Cryptography;
using System.Text.Json.Nodes;
using VgsCalm.Emulator.Auth;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Cmp;

/// <summary>The network token of one card.</summary>
/// <param name="CardBin">The first six digits of the card, which the token has too.</param>
/// <param name="CreatedAt">When it was provisioned.</param>
internal sealed record CmpNetworkToken(string CardBin, DateTimeOffset CreatedAt)
{
    private readonly string _number = CardBin + RandomNumberGenerator.GetString("0123456789", 10);
    private readonly string _paymentAccountReference = RandomNumberGenerator.GetString("0123456789ABCDEF", 29);

    public string Id { get; } = Identifier.CreateNetworkTokenId();

    /// <summary>The attributes as VGS's fixtures have them. The number is an alias, as every number that CMP gives out.</summary>
    public JsonObject Attributes((int Month, int Year) expiry) =>
        new()
        {
            ["payment_account_reference"] = _paymentAccountReference,
            ["network_token"] = Alias,
            ["bin"] = CardBin,
            ["last4"] = _number[^4..],
            ["exp_month"] = expiry.Month,
            ["exp_year"] = expiry.Year,
            ["state"] = "active",
            ["created_at"] = Instant.Format(CreatedAt),
            ["updated_at"] = Instant.Format(CreatedAt),
        };

    public JsonObject Resource((int Month, int Year) expiry) =>
        new()
        {
            ["id"] = Id,
            ["type"] = "network_tokens",
            ["attributes"] = Attributes(expiry),
        };

    private string Alias { get; } = Identifier.CreateAlias();
}
