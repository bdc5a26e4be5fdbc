using System.Management.Automation;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace VgsCalm.Json;

/// <summary>JSON as PowerShell objects, the way Invoke-RestMethod gives it, except that strings stay strings.</summary>
internal static class JsonOutput
{
    private const int MaxDepth = 256;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The body as objects, or as text where it is no JSON.</summary>
    public static object? ReadOrText(byte[] body) => TryRead(body, out var value) ? value : Utf8.GetString(body);

    /// <returns>False where the text is no JSON, or deeper than can be shown.</returns>
    public static bool TryRead(byte[] body, out object? value)
    {
        try
        {
            using var json = JsonDocument.Parse(
                body,
                new JsonDocumentOptions { AllowTrailingCommas = true, MaxDepth = MaxDepth }
            );
            value = Convert(json.RootElement);
            return true;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: half a surrogate pair in an escape, which is no text.
            value = null;
            return false;
        }
    }

    private static object? Convert(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => ConvertObject(element),
            JsonValueKind.Array => element.EnumerateArray().Select(Convert).ToArray(),
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Number => ConvertNumber(element),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };

    private static PSObject ConvertObject(JsonElement element)
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

            fields.Properties.Add(new PSNoteProperty(field.Name, Convert(field.Value)), preValidated: true);
        }

        return fields;
    }

    private static object ConvertNumber(JsonElement element)
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
