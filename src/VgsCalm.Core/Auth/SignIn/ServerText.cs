using System.Diagnostics.CodeAnalysis;

namespace VgsCalm.Auth.SignIn;

/// <summary>Texts of a server or of a browser on their way to a terminal.</summary>
internal static class ServerText
{
    private const int MaxLength = 300;

    /// <summary>The text without control characters, which could steer the terminal, and no longer than a line or three.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Clean(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var clean = new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
        return clean.Length > MaxLength ? clean.Substring(0, MaxLength) + "…" : clean;
    }
}
