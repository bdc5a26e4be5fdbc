using System.Text.Json.Nodes;
using VgsCalm.Emulator.Auth;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Cmp;

/// <summary>A card's subscription to the account updater.</summary>
internal sealed record CmpSubscription(DateTimeOffset CreatedAt)
{
    public string Id { get; } = Identifier.CreateSubscriptionId();

    public JsonObject Resource() =>
        new()
        {
            ["id"] = Id,
            ["type"] = "card_update_subscriptions",
            ["attributes"] = new JsonObject
            {
                ["state"] = "enrolled",
                ["created_at"] = Instant.Format(CreatedAt),
                ["updated_at"] = Instant.Format(CreatedAt),
            },
        };
}
