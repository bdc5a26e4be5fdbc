using System.Management.Automation;

namespace VgsCalm.Cmdlets;

/// <summary>Progress while VGS wants to be left alone.</summary>
internal sealed class HoldProgress
{
    private const int Id = 0x5649;

    private ProgressRecord? _shown;

    /// <summary>
    /// Shows a pause of more than a second, and takes it off the screen when it is over: the pipeline may go on for hours. One that has
    /// taken its place by then stays.
    /// </summary>
    /// <param name="wait">How long the pause is.</param>
    /// <param name="write">Writes a record. It is called on any thread.</param>
    /// <param name="cancellationToken">The command ends.</param>
    public void Show(TimeSpan wait, Action<ProgressRecord> write, CancellationToken cancellationToken)
    {
        if (wait.TotalSeconds <= 1)
        {
            return;
        }

        var shown = Describe(wait);
        Volatile.Write(ref _shown, shown);
        write(shown);
        _ = Clock
            .System.Delay(wait, cancellationToken)
            .ContinueWith(
                _ =>
                {
                    if (!ReferenceEquals(Volatile.Read(ref _shown), shown))
                    {
                        return;
                    }

                    var over = Describe(wait);
                    over.RecordType = ProgressRecordType.Completed;
                    write(over);
                },
                cancellationToken,
                TaskContinuationOptions.OnlyOnRanToCompletion,
                TaskScheduler.Default
            );
    }

    private static ProgressRecord Describe(TimeSpan wait)
    {
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        return new ProgressRecord(Id, "Waiting for VGS", $"VGS asked for a pause of {seconds} s")
        {
            SecondsRemaining = seconds,
        };
    }
}
