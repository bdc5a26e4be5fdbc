namespace VgsCalm.Bulk;

/// <summary>How an import ended.</summary>
/// <param name="Result">The summary.</param>
/// <param name="WaitProblem">What kept cards from their final state; null where nothing did, or only time.</param>
/// <param name="Unwritten">The files that could not be written.</param>
/// <param name="KeptJournal">Whether the input had no rows, and the journal of an earlier one was left as it is.</param>
internal sealed record CardImportEnd(
    VgsImportResult Result,
    VgsApiException? WaitProblem,
    IReadOnlyList<ImportFileException> Unwritten,
    bool KeptJournal
);
