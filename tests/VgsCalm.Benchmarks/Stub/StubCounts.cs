namespace VgsCalm.Benchmarks.Stub;

/// <summary>What the stub has been asked for, and over how many connections.</summary>
internal sealed record StubCounts(int Tokens, int Cards, int Connections)
{
    public static StubCounts operator -(StubCounts later, StubCounts earlier) =>
        new(later.Tokens - earlier.Tokens, later.Cards - earlier.Cards, later.Connections - earlier.Connections);
}
