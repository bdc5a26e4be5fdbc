using System.Management.Automation;
using VgsCalm.Bulk;

namespace VgsCalm.Cmdlets;

/// <summary>Progress of an import: count, rate and remaining time; then how many cards wait for their final state.</summary>
internal sealed class ImportProgress
{
    private const int Id = 0x5647;
    private const string Activity = "Enrolling cards";

    private readonly CardEnrolment _enrolment;
    private readonly Clock _clock;
    private readonly TimeSpan _started;

    public ImportProgress(CardEnrolment enrolment, Clock clock)
    {
        _enrolment = enrolment;
        _clock = clock;
        _started = clock.Elapsed;
    }

    public TimeSpan Elapsed => _clock.Elapsed - _started;

    /// <summary>Cards sent in this run, a second.</summary>
    public double CardsPerSecond => Elapsed > TimeSpan.Zero ? _enrolment.Counts.Sent / Elapsed.TotalSeconds : 0;

    /// <param name="expected">Rows that the input has; null where that is not known.</param>
    public ProgressRecord Record(long? expected)
    {
        var counts = _enrolment.Counts;
        var status =
            $"{_enrolment.Rows:N0} rows, {CardsPerSecond:N1} cards/s, {counts.Of(EnrolmentState.Rejected):N0} "
            + $"rejected, {counts.Of(EnrolmentState.Unknown):N0} unknown";
        var record = new ProgressRecord(Id, Activity, status);
        if (expected is not > 0 || counts.Sent == 0)
        {
            return record;
        }

        var left = Math.Max(0, expected.Value - _enrolment.Rows);
        record.PercentComplete = (int)(100 - (100 * left / expected.Value));
        record.SecondsRemaining = (int)Math.Min(left / CardsPerSecond, int.MaxValue);
        return record;
    }

    /// <summary>All rows are sent, and some cards have no final state yet.</summary>
    public ProgressRecord Waiting() =>
        new(
            Id,
            Activity,
            $"{_enrolment.Rows:N0} rows sent, {_enrolment.Counts.Of(EnrolmentState.Enrolling):N0} wait for their final state"
        );

    public static ProgressRecord Completed() => new(Id, Activity, "Done") { RecordType = ProgressRecordType.Completed };
}
