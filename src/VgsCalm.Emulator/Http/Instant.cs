using System.Globalization;

namespace VgsCalm.Emulator.Http;

/// <summary>Times on the wire: UTC, whole seconds, <c>2019-05-15T12:30:45Z</c>.</summary>
internal static class Instant
{
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
