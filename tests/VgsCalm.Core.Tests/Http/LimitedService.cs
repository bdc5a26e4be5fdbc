namespace VgsCalm.Core.Tests.Http;

/// <summary>So many requests a second: in a window that opens with its first request, or by a bucket of this burst.</summary>
internal sealed class LimitedService(int limit, int burst)
{
    /// <summary>The burst of a service that counts in windows.</summary>
    public const int InWindow = 0;

    private TimeSpan _at = TimeSpan.FromSeconds(-10);
    private double _count;

    public int Limit { get; set; } = limit;

    /// <summary>Null when the request is admitted; else how long until one would be.</summary>
    public TimeSpan? Admit(TimeSpan now)
    {
        if (burst == InWindow)
        {
            if (now - _at >= TimeSpan.FromSeconds(1))
            {
                (_at, _count) = (now, 0);
            }

            return ++_count <= Limit ? null : _at + TimeSpan.FromSeconds(1) - now;
        }

        _count = Math.Min(burst, _count + ((now - _at).TotalSeconds * Limit));
        _at = now;
        if (_count < 1)
        {
            return TimeSpan.FromSeconds((1 - _count) / Limit);
        }

        _count--;
        return null;
    }
}
