using System.Security.Cryptography;
using System.Text.Json.Nodes;
using VgsCalm.Emulator.Auth;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Cmp;

/// <summary>What CMP does with a card: account updater, look-up, network token, cryptogram, validation.</summary>
internal static class CmpCardServices
{
    public static Answer Subscribe(Exchange exchange, CmpCard card, JsonObject attributes)
    {
        if (card.Outcome.FailureCode is { } code)
        {
            return CmpErrors.Make(exchange, 422, code, "The card can't be subscribed to the account updater.");
        }

        var subscription = card.Subscribe(exchange.State.Time.GetUtcNow(), out var isNew);
        if (isNew)
        {
            exchange.State.Changes.CardSubscribed(card);
        }

        return CmpCards.Data(200, subscription.Resource());
    }

    public static Answer Unsubscribe(Exchange exchange, CmpCard card, JsonObject attributes) =>
        card.Unsubscribe()
            ? Answer.Empty(204)
            : CmpErrors.Make(exchange, 404, "not-found", "The card has no subscription.");

    /// <summary>A look-up that keeps nothing: it has no id, and the card stays as it is.</summary>
    public static Answer Check(Exchange exchange, CmpCard card, JsonObject attributes)
    {
        if (card.Outcome.FailureCode is { } code)
        {
            return CmpErrors.Make(exchange, 422, code, "The card can't be looked up.");
        }

        return CmpCards.Data(
            200,
            new JsonObject
            {
                ["type"] = "card_updates",
                ["attributes"] = new JsonObject
                {
                    ["updated_values"] = CmpCardUpdate.Values(card, exchange.HasScope("cards:read-pci")),
                    ["event"] = CmpCardUpdate.Event(card.Outcome),
                },
            }
        );
    }

    public static Answer AddNetworkToken(Exchange exchange, CmpCard card, JsonObject attributes)
    {
        var token = card.ProvisionNetworkToken(exchange.State.Time.GetUtcNow(), out var isNew);
        if (isNew)
        {
            exchange.State.Changes.TokenChanged(card, "active");
        }

        return CmpCards.Data(201, token.Resource(card.Expiry()));
    }

    public static Answer RemoveNetworkToken(Exchange exchange, CmpCard card, JsonObject attributes)
    {
        if (!card.RemoveNetworkToken())
        {
            return NoNetworkToken(exchange);
        }

        exchange.State.Changes.TokenChanged(card, "deleted");
        return Answer.Empty(204);
    }

    public static Answer Cryptogram(Exchange exchange, CmpCard card, JsonObject attributes)
    {
        if (card.NetworkToken is not { } token)
        {
            return NoNetworkToken(exchange);
        }

        var problems = CmpServiceInput.CheckCryptogram(attributes).ToArray();
        if (problems.Length > 0)
        {
            return CmpErrors.Make(exchange, 400, "validation-failed", problems);
        }

        var resource = token.Resource(card.Expiry());
        resource["attributes"]!["cryptogram"] = new JsonObject
        {
            ["value"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(20)),
            ["eci"] = "05",
            ["type"] = attributes["cryptogram_type"]?.DeepClone() ?? "TAVV",
        };
        return Answer.Json(
            201,
            new JsonObject
            {
                ["data"] = resource,
                ["metadata"] = new JsonObject { ["observability"] = Observability(exchange, card) },
            },
            Answer.JsonApiType
        );
    }

    public static Answer Validate(Exchange exchange, CmpCard card, JsonObject attributes)
    {
        var missing = CmpServiceInput.MissingOfValidation(attributes).ToArray();
        if (missing.Length > 0)
        {
            return CmpErrors.Make(exchange, 422, "missing-required-field", missing);
        }

        var problems = CmpServiceInput.CheckValidation(attributes).ToArray();
        if (problems.Length > 0)
        {
            return CmpErrors.Make(exchange, 400, "validation-failed", problems);
        }

        var isVerified = card.Outcome.FailureCode is null;
        var result = new JsonObject { ["account"] = isVerified ? "verified" : "not_verified" };
        foreach (var field in (string[])["cvc", "cardholder_name", "cardholder_address"])
        {
            if (attributes[field] is not null)
            {
                result[field] = isVerified ? "match" : "no_match";
            }
        }

        return CmpCards.Data(
            201,
            new JsonObject
            {
                ["id"] = Identifier.CreateValidationId(),
                ["type"] = "account-validations",
                ["attributes"] = result,
            }
        );
    }

    private static JsonObject Observability(Exchange exchange, CmpCard card) =>
        new()
        {
            ["client_id"] = exchange.Caller.ClientId,
            ["fingerprint"] = card.Fingerprint,
            ["account_id"] = exchange.Caller.OrganizationId,
            ["trace_id"] = exchange.TraceId,
            ["vault_id"] = card.VaultId,
        };

    private static Answer NoNetworkToken(Exchange exchange) =>
        CmpErrors.Make(exchange, 404, "not-found", "The card has no network token.");
}
