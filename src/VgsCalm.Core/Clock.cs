using System.Diagnostics;

namespace VgsCalm;

/// <summary>Time as Core sees it. A seam for tests; the TimeProvider package would have to ship beside the module.</summary>
internal abstract class Clock
{
    public static Clock System { get; } = new SystemClock();

    /// <summary>Time since an arbitrary start. It only moves forward, whatever happens to the wall clock.</summary>
    public abstract TimeSpan Elapsed { get; }

    public abstract DateTimeOffset UtcNow { get; }

    public abstract Task Delay(TimeSpan delay, CancellationToken cancellationToken);

    private sealed class SystemClock : Clock
    {
        private readonly Stopwatch _sinceStart = Stopwatch.StartNew();

        public override TimeSpan Elapsed => _sinceStart.Elapsed;

#pragma warning disable RS0030 // The one place that reads the real clock.
        public override DateTimeOffset UtcNow => DateTimeOffset.UtcNow;
#pragma warning restore RS0030

        public override Task Delay(TimeSpan delay, CancellationToken cancellationToken) =>
            Task.Delay(delay, cancellationToken);
    }
}
