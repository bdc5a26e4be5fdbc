using System.Text.RegularExpressions;

namespace VgsCalm.Emulator.Faults;

/// <summary>
/// One thing that shall go wrong, for the requests it fits. Add it to <see cref="FaultList"/>; one instance is added
/// once.
/// </summary>
public sealed class Fault
{
    private readonly int? _status;
    private Regex? _pattern;

    /// <summary>The method it fits; null fits any.</summary>
    public string? Method { get; init; }

    /// <summary>How the path begins, the API's part included (<c>/calm/cards</c>, <c>/auth</c>); null fits any.</summary>
    public string? PathPrefix { get; init; }

    /// <summary>A regular expression somewhere in the path; null fits any.</summary>
    public string? PathPattern
    {
        get => _pattern?.ToString();
        init =>
            _pattern = value is null ? null : new Regex(value, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    /// <summary>What happens.</summary>
    public FaultKind Kind { get; init; }

    /// <summary>The status of the answer; null takes the kind's own.</summary>
    public int? Status
    {
        get => _status;
        init => _status = OptionRange.Status(value);
    }

    /// <summary>Seconds in the Retry-After header; null leaves it out.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Text of the Retry-After header instead, such as an HTTP date or nonsense.</summary>
    public string? RetryAfterText
    {
        get;
        init => field = OptionRange.HeaderText(value);
    }

    /// <summary>The body of the answer, for the kinds that make one up.</summary>
    public string? Body { get; init; }

    /// <summary>The answer's media type, where <see cref="Body"/> is set.</summary>
    public string? ContentType
    {
        get;
        init => field = OptionRange.HeaderText(value);
    }

    /// <summary>How many requests it hits; <see cref="int.MaxValue"/> or a negative number for always.</summary>
    public int Times { get; init; } = 1;

    /// <summary>How many fitting requests pass first.</summary>
    public int After
    {
        get;
        init => field = OptionRange.NotNegative(value);
    }

    /// <summary>Milliseconds of waiting before it happens.</summary>
    public int Delay
    {
        get;
        init => field = OptionRange.NotNegative(value);
    }

    /// <summary>Whether the request is carried out all the same; null follows the kind.</summary>
    public bool? CarryOut { get; init; }

    /// <summary>Milliseconds between the drops of <see cref="FaultKind.SlowDrip"/>.</summary>
    public int DripInterval
    {
        get;
        init => field = OptionRange.NotNegative(value);
    } = 50;

    /// <summary>Size of the body of <see cref="FaultKind.Oversized"/>.</summary>
    public long OversizeBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>How many requests it has hit so far.</summary>
    public int Played { get; private set; }

    /// <summary>How many fitting requests it let pass by <see cref="After"/>.</summary>
    internal int Passed { get; private set; }

    internal bool Matches(string method, string path) =>
        (Method is null || string.Equals(Method, method, StringComparison.OrdinalIgnoreCase))
        && (PathPrefix is null || path.StartsWith(PathPrefix, StringComparison.Ordinal))
        && (_pattern is null || _pattern.IsMatch(path));

    /// <summary>Counts one fitting request; true when it is hit. Called under the list's lock only.</summary>
    internal bool TryHit()
    {
        if (Passed < After)
        {
            Passed++;
            return false;
        }

        if (Times >= 0 && Played >= Times)
        {
            return false;
        }

        Played++;
        return true;
    }
}
