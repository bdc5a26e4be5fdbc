using System.Collections.Specialized;
using System.Globalization;
using System.Text.Json;
using VgsCalm.Json;
using VgsCalm.Redaction;

namespace VgsCalm.Webhooks;

/// <summary>
/// The members of an event, by name in any case. Those that are missing, empty or of a kind that has no text are null, and numbers are
/// read as text: where identity matters, nothing of them may be lost.
/// </summary>
internal sealed class WebhookFields
{
    // Numbers of 12 digits and more count milliseconds: as seconds they would lie beyond the year 30000.
    private const long LeastMilliseconds = 100_000_000_000;
    private const long MaxMilliseconds = 253_402_300_799_999;

    private readonly Dictionary<string, JsonElement> _envelope;
    private readonly Dictionary<string, JsonElement> _details;
    private readonly JsonElement? _detailsElement;

    public WebhookFields(JsonElement root)
    {
        _envelope = MembersOf(root);
        if (_envelope.TryGetValue("details", out var details) && details.ValueKind == JsonValueKind.Object)
        {
            _detailsElement = details;
            _details = MembersOf(details);
        }
        else
        {
            _details = [];
        }
    }

    /// <summary>The first of these members of the event itself that has a text.</summary>
    public string? Envelope(params string[] names) => First(_envelope, names);

    /// <summary>The first of these members of its details that has a text.</summary>
    public string? Detail(params string[] names) => First(_details, names);

    /// <summary>A time in UTC. One without a zone is taken as UTC; a number counts seconds or milliseconds since 1970.</summary>
    public static DateTimeOffset? Time(string? text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number > MaxMilliseconds ? null
                : number >= LeastMilliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(number)
                : DateTimeOffset.FromUnixTimeSeconds(number);
        }

        return DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
            : null;
    }

    /// <summary>The details with every text as it may be shown, in their order; empty members are left out.</summary>
    public OrderedDictionary ShownDetails() => _detailsElement is { } details ? ShownObject(details) : New();

    private static Dictionary<string, JsonElement> MembersOf(JsonElement element)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in element.EnumerateObject())
        {
            if (JsonFields.NameOf(member) is { } name)
            {
                members[name] = member.Value;
            }
        }

        return members;
    }

    private static string? First(Dictionary<string, JsonElement> members, string[] names)
    {
        foreach (var name in names)
        {
            if (members.TryGetValue(name, out var value) && TextOf(value) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    private static string? TextOf(JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => JsonFields.TextOf(value),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => null,
        };
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    private static OrderedDictionary New() => new(StringComparer.OrdinalIgnoreCase);

    private static OrderedDictionary ShownObject(JsonElement element)
    {
        var shown = New();
        foreach (var member in element.EnumerateObject())
        {
            if (JsonFields.NameOf(member) is { } name && Shown(name, member.Value) is { } value)
            {
                shown[WebhookText.Redact(name)] = value;
            }
        }

        return shown;
    }

    private static object? Shown(string name, JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => ShownObject(value),
            JsonValueKind.Array => value
                .EnumerateArray()
                .Select(item => Shown(name, item))
                .Where(item => item is not null)
                .ToArray(),
            _ when TextOf(value) is not { } text => null,
            _ when SecretNames.IsSecretField(name) => Redactor.Hidden,
            _ when SecretNames.IsNumberField(name) => WebhookText.MaskNumber(TextOf(value)),
            _ when OpaqueId.IsName(name) => WebhookText.RedactId(TextOf(value)),
            _ => WebhookText.Redact(TextOf(value)),
        };
}
