using VgsCalm.Bulk.Journal;

namespace VgsCalm.Bulk;

/// <summary>
/// The rows of an input that its journal leaves to be sent. Most of them may be those of an earlier import, whose journal is kept beside
/// it: an old file fits a journal that has sent nothing, or has been added to the file that the journal is of.
/// </summary>
internal sealed class PendingRows
{
    private readonly EnrolmentJournal _journal;
    private readonly InputCards _cards = new();
    private readonly bool _hasEnded;

    private PendingRows(EnrolmentJournal journal) => (_journal, _hasEnded) = (journal, journal.EndedAfter is not null);

    /// <summary>For an input that is to be compared; null where no earlier journal has to be asked, so that rows cost no memory.</summary>
    public static PendingRows? CreateIfNeeded(EnrolmentJournal journal) =>
        !IsBegunAnew(journal) && !IsUnderWay(journal) && KeptJournals.StandBeside(journal) ? new(journal) : null;

    /// <summary>Adds a row.</summary>
    /// <param name="row">The row as the input has it.</param>
    /// <param name="known">What the journal knows of it; null: nothing.</param>
    public void Add(EnrolmentRecord row, EnrolmentRecord? known)
    {
        // One that is as it was came with the file whose import has ended. One that stopped before it sent anything is asked for whole, as
        // when it was begun: what is left of a new file may have more of the old cards in it than the file.
        if (known is null || !(known.WasSent || (_hasEnded && row.MatchesRow(known))))
        {
            _cards.Add(row);
        }
    }

    /// <summary>The journal that has sent most of them; null where none has.</summary>
    public string? FindKept() => KeptJournals.Find(_journal, _cards);

    // A journal that was deleted, or another one that is named, asks for the cards to be sent.
    private static bool IsBegunAnew(EnrolmentJournal journal) => journal.IsNew;

    // The rest of a file that was asked for whole when it was begun: some of its cards may be old ones, and they may be the last.
    private static bool IsUnderWay(EnrolmentJournal journal) => journal.EndedAfter is null && journal.LastSentRow > 0;
}
