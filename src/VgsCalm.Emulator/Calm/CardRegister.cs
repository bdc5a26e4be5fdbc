using System.Collections.Concurrent;
using VgsCalm.Emulator.Auth;

namespace VgsCalm.Emulator.Calm;

/// <summary>All cards. The same number posted twice is two cards: the API knows no idempotency.</summary>
internal sealed class CardRegister(EnrolmentClock clock)
{
    private readonly ConcurrentDictionary<string, Card> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Card> _inOrder = new();

    public int Count => _inOrder.Count;

    /// <summary>All cards in the order in which they came.</summary>
    public Card[] All => [.. _inOrder];

    public Card Add(string vaultId, NewCard fields)
    {
        var card = new Card(Identifier.CreateCardId(), vaultId, fields, clock);
        _byId[card.Id] = card;
        _inOrder.Enqueue(card);
        return card;
    }

    public Card? Find(string vaultId, string id) =>
        _byId.TryGetValue(id, out var card) && string.Equals(card.VaultId, vaultId, StringComparison.Ordinal)
            ? card
            : null;
}
