namespace VgsCalm.Core.Tests;

/// <summary>What would never end fails instead of hanging.</summary>
internal static class Patience
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Task Soon(this Task task) => task.WaitAsync(Limit, CancellationToken.None);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Limit, CancellationToken.None);
}
