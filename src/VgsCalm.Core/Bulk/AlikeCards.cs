using VgsCalm.Bulk.Journal;

namespace VgsCalm.Bulk;

/// <summary>Cards, of which some look like cards that a journal has sent: because they are these, or by chance.</summary>
internal sealed class AlikeCards
{
    // Of a bin and an expiry, there are as many cards that differ in their last four digits.
    private const double CardsOfKind = 10_000;

    private readonly CardFingerprints _cards = new();
    private readonly Dictionary<(string Bin, string? Exp), int> _kinds = [];

    /// <summary>How many of them differ.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a card.</summary>
    public void Add(EnrolmentRecord card)
    {
        if (!_cards.Add(card))
        {
            return;
        }

        Count++;
        if (card.Bin is { } bin)
        {
            _kinds[(bin, card.Exp)] = CountOf(bin, card.Exp) + 1;
        }
    }

    private int CountOf(string bin, string? exp) => _kinds.TryGetValue((bin, exp), out var count) ? count : 0;

    /// <summary>The search for them among the cards that a journal has sent.</summary>
    internal sealed class Search(AlikeCards cards)
    {
        private readonly CardFingerprints _found = new();
        private long _sent;
        private long _foundCount;
        private double _byChance;

        /// <summary>
        /// Whether most were found, of whichever are fewer. Cards of one bin and one expiry look alike by the hundred: what chance finds
        /// is left out, and three times its deviation, so that a new file is not held for an old one.
        /// </summary>
        public bool HasFoundMost
        {
            get
            {
                var half = Math.Min(cards.Count, _sent) * (1 - (_byChance / Math.Max(1, _sent))) / 2;
                return _foundCount - _byChance > half + (3 * Math.Sqrt(_byChance));
            }
        }

        /// <summary>Looks for a card that was sent.</summary>
        public void Add(EnrolmentRecord sent)
        {
            if (cards._cards.Contains(sent))
            {
                // A card that was found before is no other one, and adds nothing to what chance may find.
                if (!_found.Add(sent))
                {
                    return;
                }

                _foundCount++;
            }

            _sent++;
            _byChance += sent.Bin is { } bin ? cards.CountOf(bin, sent.Exp) / CardsOfKind : 0;
        }
    }
}
