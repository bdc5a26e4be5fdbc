namespace VgsCalm.Core.Tests;

/// <summary>Errors of tasks that nothing looks at, which a host may log, or end by, when the memory is cleaned up.</summary>
internal static class Unobserved
{
    /// <summary>Whether such an error comes of what is done.</summary>
    /// <param name="act">Does it. What it makes must not outlive it.</param>
    /// <param name="isMeant">Tells the error from those of other tests.</param>
    public static async Task<bool> ComesOf(Func<Task> act, Func<Exception, bool> isMeant)
    {
        var seen = false;
        void Note(object? sender, UnobservedTaskExceptionEventArgs args) =>
            seen |= args.Exception.InnerExceptions.Any(isMeant);

        TaskScheduler.UnobservedTaskException += Note;
        try
        {
            // Each with a stack of its own, which keeps nothing of the other.
            await Task.Run(act);
            for (var i = 0; i < 20 && !seen; i++)
            {
                await Task.Run(TellOfWhatIsForgotten);
            }

            return seen;
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Note;
        }
    }

    // The finalizer of what kept such an error tells of it.
    private static void TellOfWhatIsForgotten()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
