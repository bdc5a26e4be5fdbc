using VgsCalm.Bulk.Journal;

namespace VgsCalm.Bulk;

/// <summary>
/// What is found out of an input before anything is sent: whether it is the journal's, and whether it was read in the right encoding. Rows
/// are given one at a time, and none is kept, but what is known again of the cards that an earlier import may have sent.
/// </summary>
/// <param name="journal">What is known of the rows; null where there is no journal yet.</param>
internal sealed class InputCheck(EnrolmentJournal? journal)
{
    private long _firstUndecodable;

    /// <summary>How the input fits its journal; null without one.</summary>
    public JournalFit? Fit { get; } =
        journal is null ? null : new JournalFit(journal, PendingRows.CreateIfNeeded(journal));

    public long Rows { get; private set; }

    /// <summary>Checks the next row.</summary>
    /// <returns>The row, and what the journal knows of it.</returns>
    public (EnrolmentRecord Record, EnrolmentRecord? Known) Add(CardRow row)
    {
        var record = row.Describe(++Rows);
        var known = Fit?.Add(record);
        if (row.IsUndecodable && _firstUndecodable == 0)
        {
            _firstUndecodable = Rows;
        }

        return (record, known);
    }

    /// <summary>Ends the check.</summary>
    /// <param name="source">The input, for errors.</param>
    /// <exception cref="VgsApiException">CardInvalid: the file is in another encoding than it was read in.</exception>
    public void Complete(CardSource source)
    {
        if (_firstUndecodable > 0)
        {
            throw source.Fault(
                $"is not in the encoding that it was read in: row {_firstUndecodable} has bytes that mean nothing in "
                    + "it; nothing was sent",
                "Save the file as 'CSV UTF-8', or name its encoding, such as -Encoding 1252 for a file of Excel in western Europe."
            );
        }

        Fit?.Complete();
    }
}
