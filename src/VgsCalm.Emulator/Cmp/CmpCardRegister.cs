using System.Collections.Concurrent;

namespace VgsCalm.Emulator.Cmp;

/// <summary>The cards of CMP.</summary>
internal sealed class CmpCardRegister
{
    private readonly ConcurrentDictionary<string, CmpCard> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CmpCard> _byFingerprint = new(StringComparer.Ordinal);

    public int Count => _byId.Count;

    /// <summary>Adds the card; with the duplicate check on, gives back the one that has the same number already.</summary>
    public CmpCard Add(CmpCard card, bool checkDuplicates)
    {
        var first = _byFingerprint.GetOrAdd(card.Fingerprint, card);
        if (checkDuplicates && !ReferenceEquals(first, card))
        {
            return first;
        }

        _byId[card.Id] = card;
        return card;
    }

    public CmpCard? Find(string vaultId, string id) =>
        _byId.TryGetValue(id, out var card) && string.Equals(card.VaultId, vaultId, StringComparison.Ordinal)
            ? card
            : null;

    public void Remove(CmpCard card)
    {
        _byId.TryRemove(card.Id, out _);
        _byFingerprint.TryRemove(KeyValuePair.Create(card.Fingerprint, card));
    }
}
