using System.Management.Automation;

namespace VgsCalm.Cmdlets;

/// <summary>Shows progress twice a second while the pipeline's thread waits.</summary>
internal sealed class ProgressTicker : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly Func<ProgressRecord> _record;
    private readonly Action<Action> _post;
    private readonly Action<ProgressRecord> _write;
    private readonly Timer _timer;
    private int _isPosted;
    private bool _isComplete;

    /// <param name="record">How far the work is now; asked on the pipeline's thread.</param>
    /// <param name="post">Runs something on that thread.</param>
    /// <param name="write">Writes a record, on that thread.</param>
    public ProgressTicker(Func<ProgressRecord> record, Action<Action> post, Action<ProgressRecord> write)
    {
        _record = record;
        _post = post;
        _write = write;
        _timer = new Timer(_ => Post(), state: null, Interval, Interval);
    }

    /// <summary>Takes the progress off the screen. To be called on the pipeline's thread.</summary>
    public void Complete()
    {
        _isComplete = true;
        var record = _record();
        record.RecordType = ProgressRecordType.Completed;
        _write(record);
    }

    public void Dispose() => _timer.Dispose();

    // One at a time: while the pipeline's thread is busy elsewhere, records would only pile up.
    private void Post()
    {
        if (Interlocked.Exchange(ref _isPosted, 1) == 1)
        {
            return;
        }

        _post(() =>
        {
            Volatile.Write(ref _isPosted, 0);
            if (!_isComplete)
            {
                _write(_record());
            }
        });
    }
}
