using System.Text.Json.Serialization;

namespace VgsCalm.Benchmarks.Rivals;

internal sealed record CardData(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("state")] string? State,
    [property: JsonPropertyName("number")] string? Number
);
