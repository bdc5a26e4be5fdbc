using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VgsCalm.Tests.Emulation;

/// <summary>A good JSON body, changed in one to three places; equal seeds make equal bodies.</summary>
internal sealed class BodyMutation(int seed)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private static readonly string[] Values =
    [
        "null",
        "true",
        "[]",
        "{}",
        "[[[[]]]]",
        "{\"a\":{\"a\":null}}",
        "0",
        "-1",
        "1e308",
        "1e999",
        "99999999999999999999",
        "0.1",
        "\"\"",
        "\" \"",
        "\"\\ud800\"",
        "\"\\u0000\"",
        "\"💳\"",
        "\"4111111111111111\"",
        "\"9\"",
        "\"tok_\"",
        "\"1e5\"",
        "[null]",
        "[1,\"a\",{}]",
    ];

#pragma warning disable CA5394 // The same bodies each time are wanted.
    private readonly Random _random = new(seed);

    /// <summary>The body's bytes: mostly JSON of other values, at times no JSON at all.</summary>
    public byte[] Apply(string good)
    {
        var body = good;
        for (var change = _random.Next(1, 4); change > 0; change--)
        {
            body = _random.Next(10) switch
            {
                < 6 => ChangeMember(body),
                6 => body[.._random.Next(body.Length)],
                7 => body.Insert(_random.Next(body.Length), Pick(["{", "]", "\"", ",", "\\", "\0", "9", "é"])),
                8 => Pick(Values),
                _ => body.Replace("\"", Pick(["'", "\\\"", "\"\""]), StringComparison.Ordinal),
            };
            if (body.Length == 0)
            {
                break;
            }
        }

        var bytes = Encoding.UTF8.GetBytes(body);
        if (bytes.Length > 0 && _random.Next(20) == 0)
        {
            bytes[_random.Next(bytes.Length)] = (byte)_random.Next(256);
        }

        return bytes;
    }

    // Another value for a member, a member less, or one more of the same name.
    private string ChangeMember(string body)
    {
        try
        {
            return JsonNode.Parse(body, documentOptions: Strict) is JsonObject root ? ChangeMember(root) : Pick(Values);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            // No JSON any more, or text that no string can hold.
            return body + Pick(Values);
        }
    }

    private string ChangeMember(JsonObject root)
    {
        var objects = Objects(root).Where(found => found.Count > 0).ToArray();
        if (objects.Length == 0)
        {
            return Pick(Values);
        }

        var chosen = Pick(objects);
        var name = Pick([.. chosen.Select(pair => pair.Key)]);
        if (_random.Next(5) == 0)
        {
            chosen.Remove(name);
            return root.ToJsonString();
        }

        var mark = _random.Next().ToString(CultureInfo.InvariantCulture);
        chosen[name] = mark;
        var value = _random.Next(12) == 0 ? $"\"{new string('x', 5000)}\"" : Pick(Values);
        var doubled = _random.Next(12) == 0 ? $",\"{name}\":1" : "";
        return root.ToJsonString().Replace($"\"{mark}\"", value + doubled, StringComparison.Ordinal);
    }

    private static IEnumerable<JsonObject> Objects(JsonObject root) =>
        root.Select(pair => pair.Value).OfType<JsonObject>().SelectMany(Objects).Prepend(root);

    private T Pick<T>(T[] choices) => choices[_random.Next(choices.Length)];
#pragma warning restore CA5394
}
