using System.Text.Json;

namespace VgsCalm.Emulator.Accounts;

/// <summary>Texts deep inside the body of a request.</summary>
internal static class RequestText
{
    /// <summary>The text at the end of the path; null where a step of it is missing or is no object, or the end is no text.</summary>
    public static string? Find(JsonDocument? body, params ReadOnlySpan<string> path)
    {
        if (body is null)
        {
            return null;
        }

        var at = body.RootElement;
        foreach (var step in path)
        {
            if (at.ValueKind is not JsonValueKind.Object || !at.TryGetProperty(step, out at))
            {
                return null;
            }
        }

        return at.ValueKind is JsonValueKind.String ? at.GetString() : null;
    }
}
