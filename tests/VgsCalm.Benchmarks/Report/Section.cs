namespace VgsCalm.Benchmarks.Report;

/// <summary>What one load has to say.</summary>
/// <param name="Title">Heading of its detail.</param>
/// <param name="Lines">Its rows of the table.</param>
/// <param name="Detail">Markdown below the heading: where the time goes.</param>
internal sealed record Section(string Title, IReadOnlyList<Line> Lines, string Detail)
{
    /// <summary>True for what belongs on the short page.</summary>
    public bool IsHeadline { get; init; }
}
