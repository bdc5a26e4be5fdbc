using System.Text.Json.Nodes;

namespace VgsCalm.Emulator.Cmp;

/// <summary>Texts in the attributes of a request.</summary>
internal static class CmpText
{
    /// <summary>The text; null where it is none, or has characters that no string can hold.</summary>
    public static string? Read(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Whether it is a verification code, or an alias of one.</summary>
    public static bool IsCvc(JsonNode? node) =>
        Read(node) is { } text
        && (
            (text.Length is 3 or 4 && text.All(char.IsAsciiDigit))
            || (text.Length <= 64 && text.StartsWith("tok_", StringComparison.Ordinal))
        );
}
