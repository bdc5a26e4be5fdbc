using VgsCalm.Bulk.Journal;

namespace VgsCalm.Bulk;

/// <summary>
/// A set of cards, which knows them again within one run: 10 to 13 bytes a card, by a key that is drawn anew for each process. Nothing of
/// it is ever written. Two cards are the same when number and merchant are.
/// </summary>
internal sealed class CardFingerprints
{
    private static readonly ulong Key = BitConverter.ToUInt64(Guid.NewGuid().ToByteArray(), 0) | 1;

    // In parts that grow one after the other, of segments that are used again: a table that is copied into one twice as large would leave
    // its own memory behind. A part grows by a quarter when four fifths of it are taken, so that few bytes lie idle at any number of cards.
    private const int PartBits = 4;
    private const int Growth = 4;
    private const int SegmentBits = 13;
    private const int SegmentSize = 1 << SegmentBits;

    private readonly ulong[][][] _parts = new ulong[1 << PartBits][][];
    private readonly int[] _counts = new int[1 << PartBits];
    private readonly Stack<ulong[]> _free = new();

    /// <summary>Adds a row's card.</summary>
    /// <returns>False where an earlier row had it. A row without a number is no card.</returns>
    public bool Add(CardRow row) => string.IsNullOrWhiteSpace(row.Number) || Add(HashOf(row));

    /// <summary>Whether an earlier row had a row's card.</summary>
    public bool Contains(CardRow row) => !string.IsNullOrWhiteSpace(row.Number) && Contains(HashOf(row));

    /// <summary>Adds what a journal keeps of a card.</summary>
    /// <returns>False where it was added before.</returns>
    public bool Add(EnrolmentRecord row) => Add(HashOf(row));

    /// <summary>Whether what a journal keeps of a card was added.</summary>
    public bool Contains(EnrolmentRecord row) => Contains(HashOf(row));

    private bool Contains(ulong hash) => _parts[PartOf(hash)] is { } segments && Find(segments, hash) == hash;

    private static ulong HashOf(CardRow row)
    {
        var hash = Mix(Key, row.Number, " -");
        hash = Mix(hash, row.MerchantId, "");
        hash = Mix(hash, row.SubMerchantMid, "");
        return hash == 0 ? 1 : hash;
    }

    private static ulong HashOf(EnrolmentRecord row)
    {
        var hash = Mix(Key, row.Bin, "");
        hash = Mix(hash, row.Last4, "");
        hash = Mix(hash, row.Exp, "");
        hash = Mix(hash, row.Alias, "");
        return hash == 0 ? 1 : hash;
    }

    private bool Add(ulong hash)
    {
        var part = PartOf(hash);
        var segments = _parts[part] ??= [TakeSegment()];
        if (_counts[part] >= segments.Length * SegmentSize / 5 * 4)
        {
            segments = _parts[part] = Enlarge(segments);
        }

        ref var slot = ref Find(segments, hash);
        if (slot == hash)
        {
            return false;
        }

        slot = hash;
        _counts[part]++;
        return true;
    }

    private static int PartOf(ulong hash) => (int)(hash >> (64 - PartBits));

    // The slot that has it, or the empty one that it would take.
    private static ref ulong Find(ulong[][] segments, ulong hash)
    {
        // The lower half of the hash as a fraction of the table, which need not be a power of two in size.
        var size = (uint)segments.Length << SegmentBits;
        for (var at = (uint)((hash & uint.MaxValue) * size >> 32); ; at = at + 1 == size ? 0 : at + 1)
        {
            ref var slot = ref segments[at >> SegmentBits][at & (SegmentSize - 1)];
            if (slot == hash || slot == 0)
            {
                return ref slot;
            }
        }
    }

    private ulong[][] Enlarge(ulong[][] segments)
    {
        var larger = new ulong[segments.Length + Math.Max(1, segments.Length / Growth)][];
        for (var i = 0; i < larger.Length; i++)
        {
            larger[i] = TakeSegment();
        }

        foreach (var segment in segments)
        {
            foreach (var hash in segment)
            {
                if (hash != 0)
                {
                    Find(larger, hash) = hash;
                }
            }

            Array.Clear(segment, 0, segment.Length);
            _free.Push(segment);
        }

        return larger;
    }

    private ulong[] TakeSegment() => _free.Count > 0 ? _free.Pop() : new ulong[SegmentSize];

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
