using System.Text.Json;
using System.Text.Json.Serialization;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Control;

/// <summary>How the control API and the log file write JSON: camelCase, enums by name, unknown members refused.</summary>
internal static class ControlJson
{
    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.Web)
        {
            Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        };

    public static Answer Answer(object value) =>
        Http.Answer.Text(200, JsonSerializer.Serialize(value, value.GetType(), Options), Http.Answer.JsonType);

    /// <exception cref="JsonException">The body is too large, or not what it must be.</exception>
    public static async ValueTask<T> ReadAsync<T>(Exchange exchange)
        where T : class
    {
        var body = await exchange.ReadBodyAsync() ?? throw new JsonException("The body is too large.");
        return JsonSerializer.Deserialize<T>(body.Span, Options)
            ?? throw new JsonException("The body must be a JSON object.");
    }
}
