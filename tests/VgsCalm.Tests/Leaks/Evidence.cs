namespace VgsCalm.Tests.Leaks;

/// <summary>A text that a command left behind, and where.</summary>
/// <param name="Place">Stream, file or property in which it stands.</param>
/// <param name="Text">The text.</param>
internal sealed record Evidence(string Place, string Text);

/// <summary>A sensitive value where none may be.</summary>
internal sealed record Leak(LeakCase Case, string Place, string What, string Excerpt)
{
    public override string ToString() => $"{What} in {Place} of {Case}: {Excerpt}";
}
