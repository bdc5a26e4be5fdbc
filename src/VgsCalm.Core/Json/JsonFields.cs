using System.Globalization;
using System.Text.Json;

namespace VgsCalm.Json;

/// <summary>
/// Fields of an answer, read as leniently as facts that were seen once deserve: what is missing or of another kind is
/// null.
/// </summary>
internal static class JsonFields
{
    /// <summary>How answers are parsed: VGS's own sample has a trailing comma.</summary>
    public static JsonDocumentOptions Lenient { get; } = new() { AllowTrailingCommas = true, MaxDepth = 32 };

    /// <summary>The answer's JSON object, or null where it is none.</summary>
    public static JsonDocument? ParseObject(byte[] body)
    {
        try
        {
            var json = JsonDocument.Parse(WithoutByteOrderMark(body), Lenient);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
            {
                return json;
            }

            json.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The text of a body. A byte order mark may be passed over (RFC 8259 §8.1), and the parser does not.</summary>
    public static ReadOnlyMemory<byte> WithoutByteOrderMark(byte[] body) =>
        body is [0xEF, 0xBB, 0xBF, ..] ? body.AsMemory(3) : body;

    /// <summary>
    /// TryGetProperty that does not throw: a name with half a surrogate pair passes the parser and fails only when it is
    /// compared.
    /// </summary>
    public static bool TryGet(this JsonElement parent, string name, out JsonElement value)
    {
        try
        {
            return parent.TryGetProperty(name, out value);
        }
        catch (InvalidOperationException)
        {
            value = default;
            return false;
        }
    }

    public static JsonElement? Object(this JsonElement parent, string name) =>
        parent.TryGet(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    public static string? Text(this JsonElement parent, string name) =>
        parent.TryGet(name, out var value) ? TextOf(value) : null;

    /// <summary>
    /// A text of digits, also one that is written as a number, such as a bin. A number with a fraction or an exponent is none.
    /// </summary>
    public static string? Digits(this JsonElement parent, string name)
    {
        if (!parent.TryGet(name, out var value) || value.ValueKind != JsonValueKind.Number)
        {
            return parent.Text(name);
        }

        var digits = value.GetRawText();
        return digits.All(c => c is >= '0' and <= '9') ? digits : null;
    }

    public static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair in an escape is no text.
            return null;
        }
    }

    /// <summary>A field's name; null where it is no text.</summary>
    public static string? NameOf(JsonProperty field)
    {
        try
        {
            return field.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A number, also one that is written as a string.</summary>
    public static int? Integer(this JsonElement parent, string name)
    {
        if (!parent.TryGet(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number))
        {
            return number;
        }

        return int.TryParse(TextOf(value), NumberStyles.None, CultureInfo.InvariantCulture, out number) ? number : null;
    }

    public static DateTimeOffset? Time(this JsonElement parent, string name) =>
        DateTimeOffset.TryParse(
            parent.Text(name),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? time
            : null;

    /// <summary>
    /// A time as the public types have it. PowerShell compares and subtracts the hours that two DateTime show, whatever their
    /// <see cref="DateTime.Kind"/>, and Get-Date's are local; it converts no DateTimeOffset where a DateTime is asked for.
    /// </summary>
    public static DateTime? LocalTime(this JsonElement parent, string name) => parent.Time(name)?.LocalDateTime;

    /// <summary>The strings of an array; nothing where it is none.</summary>
    public static string[] Texts(this JsonElement parent, string name) =>
        parent.TryGet(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(TextOf).OfType<string>()]
            : [];
}
