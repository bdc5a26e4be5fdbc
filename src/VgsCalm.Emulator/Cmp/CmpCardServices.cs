using System.Security.Cryptography;
using System.Text.Json.Nodes;
using VgsCalm.Emulator.Auth;
using VgsCalm.Emulator.Calm;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Cmp;

/// <summary>What CMP does with a card: account updater, network token, cryptogram, validation.</summary>
internal static class CmpCardServices
{
    public static Answer Subscribe(Exchange exchange, CmpCard card, JsonObject attributes)
    {
        if (card.Outcome.FailureCode is { } code)
        {
            return CmpErrors.Make(exchange, 422, code, "The card can't be subscribed to the account updater.");
        }

        if (card.SubscriptionId is null)
        {
            card.SubscriptionId = Identifier.Subscription();
            exchange.World.Changes.CardSubscribed(card);
        }

        return Resource(
            exchange,
            201,
            card.SubscriptionId,
            "card_update_subscriptions",
            new JsonObject { ["state"] = "enrolled" }
        );
    }

    public static Answer Unsubscribe(Exchange exchange, CmpCard card, JsonObject attributes)
    {
        if (card.SubscriptionId is null)
        {
            return CmpErrors.Make(exchange, 404, "not-found", "The card has no subscription.");
        }

        card.SubscriptionId = null;
        return Answer.Empty(204);
    }

    public static Answer Check(Exchange exchange, CmpCard card, JsonObject attributes)
    {
        var outcome = card.Outcome;
        return Resource(
            exchange,
            200,
            card.Id,
            "card_checks",
            new JsonObject { ["event"] = outcome.Event, ["failure_code"] = outcome.FailureCode }
        );
    }

    public static Answer AddNetworkToken(Exchange exchange, CmpCard card, JsonObject attributes)
    {
        if (card.NetworkTokenId is null)
        {
            card.NetworkTokenId = Identifier.NetworkToken();
            exchange.World.Changes.TokenChanged(card, "active");
        }

        var (month, year) = card.Expiry();
        return Resource(
            exchange,
            201,
            card.NetworkTokenId,
            "network_tokens",
            new JsonObject
            {
                ["state"] = "active",
                ["last4"] = RandomNumberGenerator.GetString("0123456789", 4),
                ["exp_month"] = month,
                ["exp_year"] = year,
            }
        );
    }

    public static Answer RemoveNetworkToken(Exchange exchange, CmpCard card, JsonObject attributes)
    {
        if (card.NetworkTokenId is null)
        {
            return NoNetworkToken(exchange);
        }

        card.NetworkTokenId = null;
        exchange.World.Changes.TokenChanged(card, "deleted");
        return Answer.Empty(204);
    }

    public static Answer Cryptogram(Exchange exchange, CmpCard card, JsonObject attributes)
    {
        if (card.NetworkTokenId is null)
        {
            return NoNetworkToken(exchange);
        }

        return Resource(
            exchange,
            201,
            Guid.NewGuid().ToString(),
            "cryptograms",
            new JsonObject
            {
                ["cryptogram_type"] = attributes["cryptogram_type"]?.DeepClone() ?? "TAVV",
                ["cryptogram_value"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(20)),
                ["cryptogram_eci"] = "05",
            }
        );
    }

    public static Answer Validate(Exchange exchange, CmpCard card, JsonObject attributes) =>
        Resource(
            exchange,
            201,
            Identifier.Validation(),
            "account_validations",
            new JsonObject { ["result"] = card.Outcome.FailureCode is null ? "approved" : "declined" }
        );

    private static Answer NoNetworkToken(Exchange exchange) =>
        CmpErrors.Make(exchange, 404, "not-found", "The card has no network token.");

    private static Answer Resource(Exchange exchange, int status, string id, string type, JsonObject attributes)
    {
        attributes["created_at"] = Instant.Text(exchange.World.Time.GetUtcNow());
        return CmpCards.Data(
            status,
            new JsonObject
            {
                ["id"] = id,
                ["type"] = type,
                ["attributes"] = attributes,
            }
        );
    }
}
