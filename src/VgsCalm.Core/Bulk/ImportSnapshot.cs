namespace VgsCalm.Bulk;

/// <summary>Where an import stands at a moment.</summary>
/// <param name="Rows">Rows taken so far.</param>
/// <param name="Expected">Rows that the input has; null where that is not known.</param>
/// <param name="Sent">Rows that this run has sent.</param>
/// <param name="Rejected">Rows that were refused.</param>
/// <param name="Unknown">Rows whose answer was lost.</param>
/// <param name="Enrolling">Cards that have no final state yet.</param>
/// <param name="IsWaiting">Whether all rows are sent and only final states are waited for.</param>
/// <param name="HeldFor">How much longer requests wait, because VGS asked for a pause.</param>
/// <param name="Elapsed">Time of this run.</param>
internal sealed record ImportSnapshot(
    long Rows,
    long? Expected,
    long Sent,
    long Rejected,
    long Unknown,
    long Enrolling,
    bool IsWaiting,
    TimeSpan HeldFor,
    TimeSpan Elapsed
)
{
    /// <summary>Cards sent in this run, a second.</summary>
    public double CardsPerSecond => Elapsed > TimeSpan.Zero ? Sent / Elapsed.TotalSeconds : 0;
}
