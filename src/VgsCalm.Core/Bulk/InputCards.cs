using VgsCalm.Bulk.Journal;

namespace VgsCalm.Bulk;

/// <summary>
/// The cards of an input, as far as a journal could know them again: by bin, last four, expiry and alias. It tells whether they are mostly
/// those that a journal has sent, wherever they stand. Two cards may look alike, so only many that are found mean anything.
/// </summary>
internal sealed class InputCards
{
    // Of a bin, there are as many numbers that differ in their last four digits.
    private const double NumbersOfBin = 10_000;

    private readonly CardFingerprint _cards = new();
    private readonly CardFingerprint _numbers = new();
    private readonly Dictionary<string, int> _numbersByBin = new(StringComparer.Ordinal);
    private long _cardCount;
    private long _numberCount;

    /// <summary>Adds a row. One without a number that can be read is no card, and is never sent.</summary>
    public void Add(EnrolmentRecord row)
    {
        if (!row.HasNumber)
        {
            return;
        }

        _cardCount += _cards.Add(row) ? 1 : 0;
        if (_numbers.Add(NumberOf(row)))
        {
            _numberCount++;
            if (row.Bin is { } bin)
            {
                _numbersByBin[bin] = NumbersIn(bin) + 1;
            }
        }
    }

    /// <summary>Whether the cards are mostly those that a journal has sent.</summary>
    public KnownCards FindIn(EnrolmentJournal journal)
    {
        var (cards, numbers) = (new CardFingerprint(), new CardFingerprint());
        var (sent, foundCards, foundNumbers) = (0L, 0L, 0L);
        var byChance = 0.0;
        foreach (var record in journal.LastRecords().Where(record => record.WasSent))
        {
            sent++;
            foundCards += _cards.Contains(record) && cards.Add(record) ? 1 : 0;
            var number = NumberOf(record);
            foundNumbers += _numbers.Contains(number) && numbers.Add(number) ? 1 : 0;
            byChance += record.Bin is { } bin ? NumbersIn(bin) / NumbersOfBin : 0;
        }

        if (foundCards * 2 > Math.Min(_cardCount, sent))
        {
            return KnownCards.Same;
        }

        // Without the expiry, cards of a few bins look alike by the thousand. What chance finds is left out, and three times its deviation,
        // so that a large file is not held for an old one.
        var half = Math.Min(_numberCount, sent) * (1 - (byChance / Math.Max(1, sent))) / 2;
        return foundNumbers - byChance > half + (3 * Math.Sqrt(byChance)) ? KnownCards.OtherExpiry : KnownCards.Few;
    }

    private static EnrolmentRecord NumberOf(EnrolmentRecord row) => row with { Exp = null };

    private int NumbersIn(string bin) => _numbersByBin.TryGetValue(bin, out var count) ? count : 0;
}
