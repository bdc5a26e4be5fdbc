using System.Globalization;

namespace VgsCalm.Emulator.Http;

/// <summary>Dates in headers (RFC 9110 §5.6.7): UTC, whole seconds.</summary>
internal static class HttpDate
{
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The first whole second that is not before <paramref name="time"/>.</summary>
    public static string RoundUp(DateTimeOffset time)
    {
        var ticksOver = time.UtcTicks % TimeSpan.TicksPerSecond;
        return Format(ticksOver == 0 ? time : time.AddTicks(TimeSpan.TicksPerSecond - ticksOver));
    }
}
