using VgsCalm.Bulk.Journal;

namespace VgsCalm.Bulk.Report;

/// <summary>An outcome of rows, as the report shows it.</summary>
internal sealed record ReportOutcome(EnrolmentState State, string Label, string Meaning)
{
    /// <summary>All of them, in the order of the page.</summary>
    public static IReadOnlyList<ReportOutcome> All { get; } =
    [
        new(EnrolmentState.Enrolled, "Enrolled", "final"),
        new(EnrolmentState.Enrolling, "Enrolling", "taken by VGS, not final yet"),
        new(EnrolmentState.Failed, "Failed", "taken by VGS, then failed"),
        new(EnrolmentState.Rejected, "Rejected", "refused here or by VGS"),
        new(EnrolmentState.Unknown, "Unknown", "sent, answer lost"),
        new(EnrolmentState.Withdrawn, "Withdrawn", "not carried out, left for the next run"),
    ];

    /// <summary>Its class in the style sheet.</summary>
    public string Class { get; } = EnrolmentRecordJson.NameOf(State);

    public bool NeedsReason => State is EnrolmentState.Failed or EnrolmentState.Rejected or EnrolmentState.Unknown;

    /// <summary>The outcome of a state. A row that is still being sent in the journal has lost its answer.</summary>
    public static ReportOutcome For(EnrolmentState state) =>
        All.First(outcome => outcome.State == (state == EnrolmentState.Sending ? EnrolmentState.Unknown : state));
}
