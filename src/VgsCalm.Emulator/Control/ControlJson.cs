using System.Text.Json;
using System.Text.Json.Serialization;

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

    public static Http.Answer Answer(object value) =>
        Http.Answer.Text(200, JsonSerializer.Serialize(value, value.GetType(), Options), Http.Answer.JsonType);
}
