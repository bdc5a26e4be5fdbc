using VgsCalm.Bulk.Journal;

namespace VgsCalm.Bulk;

/// <summary>A row that was compared with the journal, and is to be sent.</summary>
/// <param name="Row">The row as it was given.</param>
/// <param name="Record">What the journal is to keep of it.</param>
/// <param name="Known">What the journal knows of it; null: nothing.</param>
internal sealed record TakenRow(CardRow Row, EnrolmentRecord Record, EnrolmentRecord? Known);
