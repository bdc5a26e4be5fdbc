using VgsCalm.Bulk.Journal;

namespace VgsCalm.Bulk;

/// <summary>What an import is asked to do.</summary>
/// <param name="Files">Its files.</param>
/// <param name="Format">How the files are read and written.</param>
/// <param name="Place">Where the cards go; the journal belongs to it.</param>
internal sealed record CardImportOptions(ImportFiles Files, TableFormat Format, JournalPlace Place)
{
    /// <summary>How rows are enrolled.</summary>
    public EnrolmentOptions Enrolment { get; init; } = new();

    /// <summary>Whether to wait for the final states of cards that are enrolling.</summary>
    public bool WaitsForFinalStates { get; init; }

    /// <summary>How long to wait for each card; null: without end.</summary>
    public TimeSpan? WaitLimit { get; init; }

    /// <summary>Whether another file may take the name of one whose import is complete.</summary>
    public bool AllowsNewJournal { get; init; }
}
