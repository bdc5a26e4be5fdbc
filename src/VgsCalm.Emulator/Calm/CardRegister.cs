using System.Collections.Concurrent;
using VgsCalm.Emulator.Auth;

namespace VgsCalm.Emulator.Calm;

/// <summary>All cards. The same number posted twice is two cards: the API knows no idempotency.</summary>
internal sealed class CardRegister(EnrolmentClock clock)
{
    private readonly ConcurrentDictionary<string, Card> byId = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Card> inOrder = new();

    public int Count => inOrder.Count;

    /// <summary>All cards in the order in which they came.</summary>
    public Card[] All => [.. inOrder];

    public Card Add(string vaultId, NewCard fields)
    {
        var card = new Card(Identifier.Card(), vaultId, fields, clock);
        byId[card.Id] = card;
        inOrder.Enqueue(card);
        return card;
    }

    public Card? Find(string vaultId, string id) =>
        byId.TryGetValue(id, out var card) && string.Equals(card.VaultId, vaultId, StringComparison.Ordinal) ? card : null;
}
