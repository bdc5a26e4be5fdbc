namespace VgsCalm.Tests.Leaks;

/// <summary>A text that a command left behind, and where.</summary>
/// <param name="Place">Stream, file or property in which it stands.</param>
/// <param name="Text">The text.</param>
internal sealed record Evidence(string Place, string Text);
