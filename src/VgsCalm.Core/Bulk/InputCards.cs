using VgsCalm.Bulk.Journal;

namespace VgsCalm.Bulk;

/// <summary>
/// The cards of an input, as far as a journal could know them again: by bin, last four, expiry and alias. It tells whether they are mostly
/// those that a journal has sent, wherever they stand. Two cards may look alike, so only more of them than chance finds mean anything.
/// </summary>
internal sealed class InputCards
{
    private readonly AlikeCards _cards = new();
    private readonly AlikeCards _numbers = new();

    /// <summary>Whether no row had a card.</summary>
    public bool IsEmpty => _cards.Count == 0;

    /// <summary>Adds a row. One without a number that can be read is no card, and is never sent.</summary>
    public void Add(EnrolmentRecord row)
    {
        if (row.HasNumber)
        {
            _cards.Add(row);
            _numbers.Add(NumberOf(row));
        }
    }

    /// <summary>Whether the cards are mostly those that a journal has sent.</summary>
    public CardOverlap FindOverlap(EnrolmentJournal journal)
    {
        var (cards, numbers) = (new AlikeCards.Search(_cards), new AlikeCards.Search(_numbers));
        foreach (var record in journal.LastRecords().Where(record => record.WasSent))
        {
            cards.Add(record);
            numbers.Add(NumberOf(record));
        }

        return cards.HasFoundMost ? CardOverlap.Same
            : numbers.HasFoundMost ? CardOverlap.OtherExpiry
            : CardOverlap.Few;
    }

    private static EnrolmentRecord NumberOf(EnrolmentRecord row) => row with { Exp = null };
}
