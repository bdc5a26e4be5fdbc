using System.Management.Automation;

namespace VgsCalm.Binding;

/// <summary>Names that a -Name parameter asks for, with wildcards.</summary>
internal static class NamePattern
{
    /// <summary>Whether a name fits one of the patterns; without patterns every name does.</summary>
    public static bool IsMatch(string[]? patterns, string? name) =>
        patterns is null
        || Array.Exists(
            patterns,
            pattern => new WildcardPattern(pattern, WildcardOptions.IgnoreCase).IsMatch(name ?? "")
        );
}
