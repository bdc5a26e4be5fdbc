using System.Text.Json.Nodes;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Cmp;

/// <summary>CMP's cards themselves: make, read, change, delete.</summary>
internal static class CmpCards
{
    public static Answer Create(Exchange exchange, JsonObject attributes)
    {
        var problems = CmpAttributes.CheckNew(attributes).ToArray();
        if (problems.Length > 0)
        {
            return CmpErrors.Make(exchange, 400, "validation-failed", problems);
        }

        var state = exchange.State;
        var card = new CmpCard(exchange.Caller.VaultId!, attributes, state.Time.GetUtcNow());
        var kept = state.CmpCards.Add(card, state.Options.DuplicateCheck);
        if (ReferenceEquals(kept, card))
        {
            if (state.Options.NetworkTokenOnCreate)
            {
                card.ProvisionNetworkToken(state.Time.GetUtcNow(), out _);
                state.Changes.TokenChanged(card, "active");
            }

            return Card(exchange, 201, card);
        }

        return Data(303, new JsonObject { ["id"] = kept.Id, ["type"] = "cards" }).With("Location", $"/cards/{kept.Id}");
    }

    public static Answer Get(Exchange exchange, CmpCard card, JsonObject attributes) => Card(exchange, 200, card);

    public static Answer Change(Exchange exchange, CmpCard card, JsonObject attributes)
    {
        var problems = CmpAttributes.CheckChange(attributes).ToArray();
        if (problems.Length > 0)
        {
            return CmpErrors.Make(exchange, 400, "validation-failed", problems);
        }

        card.Change(attributes, exchange.State.Time.GetUtcNow());
        return Card(exchange, 200, card);
    }

    public static Answer Delete(Exchange exchange, CmpCard card, JsonObject attributes)
    {
        exchange.State.CmpCards.Remove(card);
        return Answer.Empty(204);
    }

    public static Answer Data(int status, JsonObject data) =>
        Answer.Json(status, new JsonObject { ["data"] = data }, Answer.JsonApiType);

    private static Answer Card(Exchange exchange, int status, CmpCard card) =>
        Answer.Json(
            status,
            new JsonObject
            {
                ["data"] = card.Resource(exchange.HasScope("cards:read-pci")),
                ["included"] = card.Services(),
            },
            Answer.JsonApiType
        );
}
