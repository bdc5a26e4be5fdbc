using VgsCalm.Bulk.Journal;

namespace VgsCalm.Bulk;

/// <summary>The cards of the rows so far, and which rows have one of them again.</summary>
/// <param name="options">How rows are enrolled.</param>
/// <param name="counts">Count the duplicates.</param>
internal sealed class SeenCards(EnrolmentOptions options, EnrolmentCounts counts)
{
    private readonly CardFingerprints _cards = new();
    private bool _hasNoted;

    /// <summary>
    /// Notes a row while the whole input is compared, before any is sent: with -SkipDuplicate, one whose card a later row has at VGS
    /// already is a duplicate, too.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="known">What the journal knows of it; null: nothing.</param>
    public void Note(CardRow row, EnrolmentRecord? known)
    {
        if (!options.SkipDuplicate)
        {
            return;
        }

        if (!options.TakesUp(known))
        {
            AddOrCount(row);
        }

        _hasNoted = true;
    }

    /// <summary>Adds a row that need not be sent.</summary>
    public void AddKnown(CardRow row)
    {
        if (!_hasNoted)
        {
            AddOrCount(row);
        }
    }

    /// <summary>Whether a row that is to be sent has the card of another one; it is counted then.</summary>
    public bool CountIfDuplicate(CardRow row)
    {
        if (!_cards.Contains(row))
        {
            return false;
        }

        counts.CountDuplicate();
        return true;
    }

    /// <summary>Adds a row that is sent.</summary>
    public void Add(CardRow row) => _cards.Add(row);

    private void AddOrCount(CardRow row)
    {
        if (!_cards.Add(row))
        {
            counts.CountDuplicate();
        }
    }
}
