namespace VgsCalm.Testing.Servers;

/// <summary>The requests that a fault meets.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">How the path begins.</param>
public sealed record Spot(string Method, string Path)
{
    /// <summary>Every request.</summary>
    public static Spot Any { get; } = new("", "");

    public bool Fits(string request) => this == Any || request.StartsWith($"{Method} {Path}", StringComparison.Ordinal);
}
