using VgsCalm.Bulk.Journal;

namespace VgsCalm.Bulk;

/// <summary>
/// Which cards of an input a journal has sent, wherever they stand. Bin, last four, expiry and alias are all that a journal keeps of a
/// card: two cards may have them in common, so only many that are found mean anything.
/// </summary>
internal sealed class MovedCards
{
    private readonly CardFingerprint _sent = new();

    public MovedCards(EnrolmentJournal journal)
    {
        foreach (var record in journal.LastRecords())
        {
            if (record.WasSent)
            {
                Sent++;
                _sent.Add(record);
            }
        }
    }

    /// <summary>How many rows the journal has sent.</summary>
    public long Sent { get; }

    /// <summary>How many of the rows that were looked at are cards that it has sent.</summary>
    public long Found { get; private set; }

    /// <summary>Looks for a row's card.</summary>
    public void Look(EnrolmentRecord row) => Found += _sent.Contains(row) ? 1 : 0;
}
