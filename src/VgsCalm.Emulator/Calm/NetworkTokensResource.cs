using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Calm;

/// <summary>/network-tokens. Its answers have no <c>data</c> around them.</summary>
internal static class NetworkTokensResource
{
    public static async ValueTask<Answer> CreateAsync(Exchange exchange)
    {
        using var document = await exchange.ReadObjectAsync();
        if (document is null)
        {
            return CalmErrors.InvalidPayload();
        }

        var body = document.RootElement;
        var errors = Check(body).ToArray();
        if (errors.Length > 0)
        {
            return CalmErrors.Make(400, errors);
        }

        var alias = body.GetProperty("pan_alias").GetString()!;
        if (!CardNumber.IsSupportedBrand(alias))
        {
            return CalmErrors.BrandNotSupported();
        }

        if (RefusedCard.FindRefusal(alias) is { } refusal)
        {
            return refusal;
        }

        var token = new NetworkToken(
            alias,
            RandomNumberGenerator.GetString("0123456789", 4),
            body.GetProperty("exp_month").GetInt32(),
            body.GetProperty("exp_year").GetInt32() % 100,
            Holder(body),
            exchange.State.Time.GetUtcNow()
        );
        exchange.State.NetworkTokens.Put(exchange.Caller.VaultId!, token);
        exchange.State.Changes.TokenChanged(token, exchange.Caller.VaultId!);
        return Answer.Json(200, Body(token));
    }

    public static Answer Get(Exchange exchange) =>
        exchange.State.NetworkTokens.Find(exchange.Caller.VaultId!, exchange.Segments[2]) is { } token
            ? Answer.Json(200, Body(token))
            : CalmErrors.CardNotFound();

    public static Answer Delete(Exchange exchange)
    {
        var (state, vaultId) = (exchange.State, exchange.Caller.VaultId!);
        if (state.NetworkTokens.Delete(vaultId, exchange.Segments[2], state.Time.GetUtcNow()) is not { } token)
        {
            return CalmErrors.CardNotFound();
        }

        state.Changes.TokenChanged(token, vaultId);
        return Answer.Json(200, Body(token));
    }

    private static IEnumerable<CalmError> Check(JsonElement body)
    {
        foreach (var field in (string[])["pan_alias", "exp_month", "exp_year"])
        {
            if (!body.TryGetProperty(field, out var value) || value.ValueKind is JsonValueKind.Null)
            {
                yield return new CalmError("required-fields-missing", $"{field}: must not be null");
            }
            else if (!IsWellFormed(field, value))
            {
                yield return new CalmError("invalid-format", $"{field}: has the wrong format");
            }
        }
    }

    private static bool IsWellFormed(string field, JsonElement value) =>
        field switch
        {
            "pan_alias" => value.ValueKind is JsonValueKind.String && CardNumber.IsWellFormed(value.GetString()!),
            "exp_month" => value.ValueKind is JsonValueKind.Number
                && value.TryGetInt32(out var month)
                && month is >= 1 and <= 12,
            _ => value.ValueKind is JsonValueKind.Number
                && value.TryGetInt32(out var year)
                && year is (>= 0 and <= 99) or (>= 2000 and <= 2099),
        };

    private static string? Holder(JsonElement body)
    {
        foreach (var field in (string[])["holder_info", "card_holder", "cardholder"])
        {
            if (body.TryGetProperty(field, out var holder) && holder.ValueKind is JsonValueKind.Object)
            {
                return holder.GetRawText();
            }
        }

        return body.TryGetProperty("name", out var name) && name.ValueKind is JsonValueKind.String
            ? new JsonObject { ["name"] = name.GetString() }.ToJsonString()
            : null;
    }

    private static JsonObject Body(NetworkToken token) =>
        new()
        {
            ["pan_alias"] = token.PanAlias,
            ["network_token_last4"] = token.Last4,
            ["expires_at"] = Expiry(token),
            ["state"] = token.State,
            ["created_at"] = Instant.Format(token.CreatedAt),
            ["updated_at"] = Instant.Format(token.UpdatedAt),
            ["card"] = new JsonObject
            {
                ["last4"] = CardNumber.Last4(token.PanAlias),
                ["bin"] = CardNumber.Bin(token.PanAlias),
                ["expires_at"] = Expiry(token),
                ["holder_info"] = token.HolderInfo is { } holder ? JsonNode.Parse(holder) : null,
            },
        };

    private static string Expiry(NetworkToken token) => $"20{token.ExpYear:D2}-{token.ExpMonth:D2}";
}
