using System.Management.Automation;
using System.Numerics;
using System.Text.Json;

namespace VgsCalm.Json;

/// <summary>JSON as PowerShell objects, the way Invoke-RestMethod gives it, except that strings stay strings.</summary>
internal static class JsonOutput
{
    private const int Deepest = 256;

    /// <returns>False where the text is no JSON, or deeper than can be shown.</returns>
    public static bool TryRead(byte[] body, out object? value)
    {
        try
        {
            using var json = JsonDocument.Parse(
                body,
                new JsonDocumentOptions { AllowTrailingCommas = true, MaxDepth = Deepest }
            );
            value = Of(json.RootElement);
            return true;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: half a surrogate pair in an escape, which is no text.
            value = null;
            return false;
        }
    }

    private static object? Of(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => ObjectOf(element),
            JsonValueKind.Array => element.EnumerateArray().Select(Of).ToArray(),
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Number => NumberOf(element),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };

    private static PSObject ObjectOf(JsonElement element)
    {
        var fields = new PSObject();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var field in element.EnumerateObject())
        {
            // PowerShell's names do not know case, and have no room for an empty one; the last of equal ones counts, as in JSON.
            if (field.Name.Length == 0)
            {
                continue;
            }

            // Asked of the set: to remove what is not there costs the engine more than to add what is.
            if (!names.Add(field.Name))
            {
                fields.Properties.Remove(field.Name);
            }

            fields.Properties.Add(new PSNoteProperty(field.Name, Of(field.Value)), preValidated: true);
        }

        return fields;
    }

    private static object NumberOf(JsonElement element)
    {
        if (element.TryGetInt64(out var integer))
        {
            return integer;
        }

        var text = element.GetRawText();
        if (text.Length <= 100 && text.All(c => c is (>= '0' and <= '9') or '-'))
        {
            return BigInteger.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        }

        return element.TryGetDouble(out var real) ? real : text;
    }
}
