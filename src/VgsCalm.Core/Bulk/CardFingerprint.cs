namespace VgsCalm.Bulk;

/// <summary>
/// Knows cards again within one run: eight bytes a card, by a key that is drawn anew for each process. Nothing of it is ever written.
/// Two cards are the same when number and merchant are.
/// </summary>
internal sealed class CardFingerprint
{
    private static readonly ulong Key = BitConverter.ToUInt64(Guid.NewGuid().ToByteArray(), 0) | 1;

    // In parts that grow one after the other: growing all at once would take the memory of the old table and of one twice as large.
    private const int PartBits = 6;
    private const int FirstSlots = 16;

    private readonly ulong[][] _parts = new ulong[1 << PartBits][];
    private readonly int[] _counts = new int[1 << PartBits];

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
        var part = (int)(hash >> (64 - PartBits));
        var slots = _parts[part] ??= new ulong[FirstSlots];
        if (_counts[part] >= slots.Length / 4 * 3)
        {
            slots = _parts[part] = Enlarge(slots);
        }

        if (!Place(slots, hash))
        {
            return false;
        }

        _counts[part]++;
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

    private static ulong[] Enlarge(ulong[] slots)
    {
        var larger = new ulong[slots.Length * 2];
        foreach (var hash in slots)
        {
            if (hash != 0)
            {
                Place(larger, hash);
            }
        }

        return larger;
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
