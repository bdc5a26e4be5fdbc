using VgsCalm.Bulk.Journal;

namespace VgsCalm.Bulk;

/// <summary>A row that was compared with the journal, and is to be sent.</summary>
/// <param name="Row">The row as it was given.</param>
/// <param name="Record">What the journal is to keep of it.</param>
/// <param name="Known">What the journal knows of it; null: nothing.</param>
internal sealed record TakenRow(CardRow Row, EnrolmentRecord Record, EnrolmentRecord? Known)
{
    /// <summary>Whether the answer to an earlier try was lost.</summary>
    public bool WasLost => Known is { IsInDoubt: true };

    /// <summary>Where the row stands when this run carries nothing out: as before, where VGS may have its card already.</summary>
    public EnrolmentRecord NotCarriedOut =>
        Known is { WasSent: true } || WasLost
            ? EnrolmentOutcome.AfterItsRun(Known!) with
            {
                EndedAfter = null,
            }
            : Record;
}
