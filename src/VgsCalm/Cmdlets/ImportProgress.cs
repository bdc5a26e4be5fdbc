using System.Management.Automation;
using VgsCalm.Bulk;

namespace VgsCalm.Cmdlets;

/// <summary>
/// Shows the progress of an import twice a second: count, rate and remaining time; then how many cards wait for their final state.
/// </summary>
internal sealed class ImportProgress : IDisposable
{
    private const int Id = 0x5647;
    private const string Activity = "Enrolling cards";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly Func<ImportSnapshot> _snapshot;
    private readonly Action<Action> _post;
    private readonly Action<ProgressRecord> _write;
    private readonly Timer _timer;
    private int _isPosted;
    private bool _isComplete;

    /// <param name="snapshot">Where the import stands.</param>
    /// <param name="post">Runs something on the pipeline's thread.</param>
    /// <param name="write">Writes a record, on that thread.</param>
    public ImportProgress(Func<ImportSnapshot> snapshot, Action<Action> post, Action<ProgressRecord> write)
    {
        _snapshot = snapshot;
        _post = post;
        _write = write;
        _timer = new Timer(_ => Post(), state: null, Interval, Interval);
    }

    /// <summary>Takes the bar away. To be called on the pipeline's thread.</summary>
    public void Complete()
    {
        _isComplete = true;
        _write(new ProgressRecord(Id, Activity, "Done") { RecordType = ProgressRecordType.Completed });
    }

    public void Dispose() => _timer.Dispose();

    // One at a time: while the pipeline's thread is busy elsewhere, records would only pile up.
    private void Post()
    {
        if (Interlocked.Exchange(ref _isPosted, 1) == 1)
        {
            return;
        }

        var record = Describe(_snapshot());
        _post(() =>
        {
            Volatile.Write(ref _isPosted, 0);
            if (!_isComplete)
            {
                _write(record);
            }
        });
    }

    private static ProgressRecord Describe(ImportSnapshot import)
    {
        var held =
            import.HeldFor.TotalSeconds >= 1
                ? $", paused by VGS for {Math.Ceiling(import.HeldFor.TotalSeconds):0} s"
                : "";
        if (import.IsWaiting)
        {
            return new ProgressRecord(
                Id,
                Activity,
                FormattableString.Invariant(
                    $"{import.Rows:N0} rows sent, {import.Enrolling:N0} wait for their final state{held}"
                )
            );
        }

        var of = import.Expected is { } total ? FormattableString.Invariant($" of {total:N0}") : "";
        var record = new ProgressRecord(
            Id,
            Activity,
            FormattableString.Invariant($"{import.Rows:N0}{of} rows, {import.CardsPerSecond:N1} cards/s, ")
                + FormattableString.Invariant($"{import.Rejected:N0} rejected, {import.Unknown:N0} unknown{held}")
        );
        if (import.Expected is > 0 and var expected && import.Sent > 0)
        {
            var left = Math.Max(0, expected - import.Rows);
            record.PercentComplete = (int)(100 - (100 * left / expected));
            record.SecondsRemaining = (int)Math.Min(left / import.CardsPerSecond, int.MaxValue);
        }

        return record;
    }
}
