using System.Diagnostics;
using System.Globalization;

namespace VgsCalm.Soak;

/// <summary>
/// What this process holds: file descriptors (sockets are some), threads, and the managed heap after full collections, in
/// bytes.
/// </summary>
internal sealed record Footprint(int Handles, int Threads, long Heap)
{
    // What the runtime itself keeps differs from time to time (idle pool threads, timers, tables that have grown);
    // one of anything left behind by each of thousands of rounds is far more.
    private const int MoreHandles = 30;
    private const int MoreThreads = 30;
    private const long MoreHeap = 2 * 1024 * 1024;

    /// <summary>
    /// Measures until no more is held than <paramref name="before"/> allows, or half a minute is over: sockets and pool
    /// threads take their time to go.
    /// </summary>
    public static async Task<Footprint> SettledAsync(Footprint? before = null)
    {
        var limit = before is null ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(30);
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(250))
        {
            var now = Now();
            if (watch.Elapsed > limit || (before is not null && now.IsNoMoreThan(before)))
            {
                return now;
            }
        }
    }

    public bool IsNoMoreThan(Footprint before) =>
        Handles <= before.Handles + MoreHandles
        && Threads <= before.Threads + MoreThreads
        && Heap <= before.Heap + MoreHeap;

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Handles} handles, {Threads} threads, {Heap / 1024.0 / 1024:0.00} MB"
        );

    private static Footprint Now()
    {
        for (var round = 0; round < 3; round++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        using var process = Process.GetCurrentProcess();
        return new Footprint(
            Directory.GetFileSystemEntries("/proc/self/fd").Length,
            process.Threads.Count,
            GC.GetTotalMemory(forceFullCollection: true)
        );
    }
}
