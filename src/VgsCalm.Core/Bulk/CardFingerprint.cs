namespace VgsCalm.Bulk;

/// <summary>
/// Knows cards again within one run: eight bytes a card, by a key that is drawn anew for each process. Nothing of it is ever written.
/// Two cards are the same when number and merchant are.
/// </summary>
internal sealed class CardFingerprint
{
    private static readonly ulong Key = BitConverter.ToUInt64(Guid.NewGuid().ToByteArray(), 0) | 1;

    private ulong[] _slots = new ulong[1024];
    private int _count;

    /// <summary>Adds a row's card.</summary>
    /// <returns>False where an earlier row had it. A row without a number is no card.</returns>
    public bool Add(CardRow row)
    {
        if (string.IsNullOrWhiteSpace(row.Number))
        {
            return true;
        }

        var hash = Mix(Key, row.Number!, " -");
        hash = Mix(hash, row.MerchantId, "");
        hash = Mix(hash, row.SubMerchantMid, "");
        return Add(hash == 0 ? 1 : hash);
    }

    private bool Add(ulong hash)
    {
        if (_count >= _slots.Length / 4 * 3)
        {
            Grow();
        }

        if (!Place(_slots, hash))
        {
            return false;
        }

        _count++;
        return true;
    }

    private static bool Place(ulong[] slots, ulong hash)
    {
        var mask = (ulong)slots.Length - 1;
        for (var at = hash & mask; ; at = (at + 1) & mask)
        {
            if (slots[at] == hash)
            {
                return false;
            }

            if (slots[at] == 0)
            {
                slots[at] = hash;
                return true;
            }
        }
    }

    private void Grow()
    {
        var larger = new ulong[_slots.Length * 2];
        foreach (var hash in _slots)
        {
            if (hash != 0)
            {
                Place(larger, hash);
            }
        }

        _slots = larger;
    }

    // FNV-1a with a key, and a finish that spreads the last characters over all bits (MurmurHash3).
    private static ulong Mix(ulong hash, string? text, string skipped)
    {
        foreach (var c in (text ?? "").Trim())
        {
            if (skipped.IndexOf(c) < 0)
            {
                hash = (hash ^ c) * 0x100000001B3;
            }
        }

        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
        return (hash ^ (hash >> 29)) * Key;
    }
}
