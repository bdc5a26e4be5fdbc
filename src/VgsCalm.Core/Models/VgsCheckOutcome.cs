namespace VgsCalm;

/// <summary>How a check of a connection ended.</summary>
public enum VgsCheckOutcome
{
    /// <summary>As it should be.</summary>
    Passed,

    /// <summary>It works, and something is odd.</summary>
    Warning,

    /// <summary>It does not work; the detail says what to do.</summary>
    Failed,

    /// <summary>Not examined; the detail says why.</summary>
    Skipped,
}
