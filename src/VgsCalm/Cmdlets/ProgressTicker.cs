using System.Management.Automation;

namespace VgsCalm.Cmdlets;

/// <summary>Shows progress twice a second while the pipeline's thread waits.</summary>
internal sealed class ProgressTicker : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly Func<ProgressRecord> _record;
    private readonly Timer _timer;

    /// <param name="record">How far the work is now; asked on the pipeline's thread.</param>
    /// <param name="show">Has it written on that thread; called from another one.</param>
    public ProgressTicker(Func<ProgressRecord> record, Action<Func<ProgressRecord>> show)
    {
        _record = record;
        _timer = new Timer(_ => show(record), null, Interval, Interval);
    }

    /// <summary>The record that takes the progress off the screen.</summary>
    public ProgressRecord Completed()
    {
        var record = _record();
        record.RecordType = ProgressRecordType.Completed;
        return record;
    }

    public void Dispose() => _timer.Dispose();
}
