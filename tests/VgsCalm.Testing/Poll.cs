using System.Diagnostics;
using VgsCalm.Emulator;

namespace VgsCalm.Testing;

/// <summary>Waits for what another thread brings about: as short as can be, and not for ever.</summary>
public static class Poll
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static async Task Until(Func<bool> condition, string what)
    {
        for (var watch = Stopwatch.StartNew(); !condition(); await Task.Delay(5))
        {
            if (watch.Elapsed > Limit)
            {
                Assert.Fail($"It did not come about in {Limit.TotalSeconds} s that {what}.");
            }
        }
    }

    /// <summary>Waits until the emulator has so many requests in work.</summary>
    public static Task UntilInWork(VgsEmulator emulator, int count) =>
        Until(() => InWork(emulator) == count, $"{count} requests are in work");

    // A request has a duration as soon as it has ended, answered or not.
    private static int InWork(VgsEmulator emulator) =>
        emulator.Requests.Snapshot().Count(request => request.DurationMs == 0);
}
