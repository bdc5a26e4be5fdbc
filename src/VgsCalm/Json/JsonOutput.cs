using System.Management.Automation;
using System.Numerics;
using System.Text.Json;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Json;

/// <summary>JSON as PowerShell objects, the way Invoke-RestMethod gives it, except that strings stay strings.</summary>
internal static class JsonOutput
{
    private static readonly JsonDocumentOptions Options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 1024,
    };

    /// <summary>The body as objects, or as text where it is no JSON or has names that PowerShell's objects cannot have.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="warning">What the caller should know of a text that is JSON; null where there is nothing to say.</param>
    public static object? ReadOrText(ApiResponse answer, out string? warning)
    {
        warning = null;
        var text = answer.Text;
        try
        {
            return TryRead(text, out var value) ? value : text;
        }
        catch (NameConflictException conflict)
        {
            warning =
                $"The answer has {conflict.Describe(name => answer.Redact(name))}, which no object of PowerShell can have. "
                + "It is given as text: ConvertFrom-Json -AsHashtable reads it.";
            return text;
        }
    }

    /// <returns>False where the text is no JSON, or deeper than can be shown.</returns>
    /// <exception cref="NameConflictException">It has names that no object of PowerShell can have.</exception>
    public static bool TryRead(string text, out object? value)
    {
        try
        {
            using var json = JsonDocument.Parse(text, Options);
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
            var name = field.Name;
            if (name.Length == 0)
            {
                throw new NameConflictException(name);
            }

            // The last of equal names counts. Asked of the set: to remove what is not there costs the engine more than to add what is.
            if (!names.Add(name))
            {
                if (fields.Properties[name].Name != name)
                {
                    throw new NameConflictException(name);
                }

                fields.Properties.Remove(name);
            }

            fields.Properties.Add(new PSNoteProperty(name, Convert(field.Value)), preValidated: true);
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
