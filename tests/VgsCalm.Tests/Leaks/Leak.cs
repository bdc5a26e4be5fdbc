namespace VgsCalm.Tests.Leaks;

/// <summary>A sensitive value where none may be.</summary>
internal sealed record Leak(LeakCase Case, string Place, string What, string Excerpt)
{
    public override string ToString() => $"{What} in {Place} of {Case}: {Excerpt}";
}
