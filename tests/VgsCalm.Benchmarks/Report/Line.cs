namespace VgsCalm.Benchmarks.Report;

/// <summary>A row of the report's table.</summary>
/// <param name="What">What is measured.</param>
/// <param name="Target">The target in words.</param>
/// <param name="Figure">What was measured.</param>
/// <param name="Rival">The other's figure of the same run; empty where there is none.</param>
/// <param name="IsMet">Whether the figure reaches the target.</param>
internal sealed record Line(string What, string Target, string Figure, string Rival, bool IsMet);
