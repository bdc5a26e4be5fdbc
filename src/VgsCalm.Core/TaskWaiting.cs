namespace VgsCalm;

/// <summary>Waiting for work that others wait for too, and that goes on when one of them gives up.</summary>
internal static class TaskWaiting
{
    /// <summary>Waits until the work has ended or the wait is cancelled, whichever is first. It never throws.</summary>
    public static async Task EndsOrIsCancelledAsync(this Task work, CancellationToken cancellationToken)
    {
        var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(() => cancelled.TrySetResult(true)))
        {
            await Task.WhenAny(work, cancelled.Task).ConfigureAwait(false);
        }
    }

    /// <summary>Marks a failure as seen, of work that perhaps nobody waits for any more.</summary>
    public static void IgnoreFault(this Task work) =>
        _ = work.ContinueWith(
            static ended => ended.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
}
