namespace VgsCalm.Bulk;

/// <summary>How many cards of an input a journal has sent, wherever they stand.</summary>
internal enum CardOverlap
{
    /// <summary>None, or some, as any two inputs may have.</summary>
    Few,

    /// <summary>Most of them.</summary>
    Same,

    /// <summary>Most of them, with another expiry.</summary>
    OtherExpiry,
}
