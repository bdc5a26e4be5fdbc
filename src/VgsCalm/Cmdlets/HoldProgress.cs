using System.Management.Automation;

namespace VgsCalm.Cmdlets;

/// <summary>Progress while VGS wants to be left alone.</summary>
internal static class HoldProgress
{
    private const int Id = 0x5649;

    /// <summary>Shows it, and takes it off the screen when the pause is over: the pipeline may go on for hours.</summary>
    /// <param name="wait">How long the pause is.</param>
    /// <param name="write">Writes a record. It is called on any thread.</param>
    /// <param name="cancellationToken">The command ends.</param>
    public static void Show(TimeSpan wait, Action<ProgressRecord> write, CancellationToken cancellationToken)
    {
        write(Describe(wait));
        _ = Clock
            .System.Delay(wait, cancellationToken)
            .ContinueWith(
                _ =>
                {
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
