using System.Text;
using System.Text.Json;

namespace VgsCalm.Redaction;

/// <summary>
/// Masks a card number that a request carried, in what its answer repeats. Since the digits are known, nothing that stands between
/// them hides them: words, quotes, the names and ends of fields.
/// </summary>
internal static class CarriedNumber
{
    private const int ShownAtBeginning = 6;
    private const int ShownAtEnd = 4;

    /// <summary>
    /// The card numbers of a body, each as ASCII digits: those of fields that are meant for them, and what is certainly one.
    /// </summary>
    public static IEnumerable<string> InBody(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return [.. InJson(json.RootElement, isNumber: false)];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return InAddress(Encoding.UTF8.GetString(body));
        }
    }

    /// <summary>The card numbers in a form, a query or a path.</summary>
    public static IEnumerable<string> InAddress(string address) =>
        address
            .Split('&', '/', '?')
            .Select(part => part.Split(['='], 2))
            .SelectMany(part =>
                InValue(Uri.UnescapeDataString(part[part.Length - 1]), SecretNames.IsNumberField(part[0]))
            );

    /// <summary>True for a text that has the digits of a card number, in whatever form.</summary>
    public static bool MayBeIn(string text)
    {
        var digits = 0;
        foreach (var c in text)
        {
            // An escape of a digit has a digit in it.
            if (c is (>= '0' and <= '9') or >= '\u0080' && ++digits >= CardNumberRules.MinDigits)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The text with the middle of the number replaced, sign by sign, wherever its digits follow each other.</summary>
    public static string Mask(string text, string number)
    {
        var digits = DigitsIn(text);
        StringBuilder? masked = null;
        var copied = 0;
        for (var first = 0; first + number.Length <= digits.Count; first++)
        {
            if (!IsAt(digits, first, number))
            {
                continue;
            }

            masked ??= new StringBuilder(text.Length);
            for (var i = first + ShownAtBeginning; i < first + number.Length - ShownAtEnd; i++)
            {
                masked.Append(text, copied, digits[i].Start - copied).Append('*');
                copied = digits[i].End;
            }

            first += number.Length - 1;
        }

        return masked is null ? text : masked.Append(text, copied, text.Length - copied).ToString();
    }

    private static IEnumerable<string> InJson(JsonElement element, bool isNumber) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element
                .EnumerateObject()
                .SelectMany(field => InJson(field.Value, SecretNames.IsNumberField(field.Name))),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(item => InJson(item, isNumber)),
            JsonValueKind.String => InValue(element.GetString()!, isNumber),
            JsonValueKind.Number => InValue(element.GetRawText(), isNumber),
            _ => [],
        };

    private static IEnumerable<string> InValue(string value, bool isNumber) =>
        MaskedNumber.DigitsOf(value) is { Length: >= CardNumberRules.MinDigits and <= CardNumberRules.MaxDigits } digits
        && (isNumber || CardNumberRules.IsValid(digits))
            ? [digits]
            : [];

    private static List<WrittenDigit> DigitsIn(string text)
    {
        var digits = new List<WrittenDigit>();
        for (var at = 0; at < text.Length; )
        {
            if (WrittenSign.Digit(text, at, out var length) is >= 0 and var digit)
            {
                digits.Add(new WrittenDigit((char)('0' + digit), at, at + length));
            }

            at += length;
        }

        return digits;
    }

    private static bool IsAt(List<WrittenDigit> digits, int first, string number)
    {
        for (var i = 0; i < number.Length; i++)
        {
            if (digits[first + i].Value != number[i])
            {
                return false;
            }
        }

        return true;
    }

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    private readonly record struct WrittenDigit(char Value, int Start, int End);
}
