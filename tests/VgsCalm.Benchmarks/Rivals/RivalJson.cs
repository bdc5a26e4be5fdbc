using System.Text.Json.Serialization;

namespace VgsCalm.Benchmarks.Rivals;

internal sealed record CardRequest(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("number")] string Number,
    [property: JsonPropertyName("exp_month")] int ExpMonth,
    [property: JsonPropertyName("exp_year")] int ExpYear
);

internal sealed record CardAnswer([property: JsonPropertyName("data")] CardData? Data);

internal sealed record CardData(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("state")] string? State,
    [property: JsonPropertyName("number")] string? Number
);

/// <summary>The fastest JSON that .NET has: generated.</summary>
[JsonSerializable(typeof(CardRequest))]
[JsonSerializable(typeof(CardAnswer))]
internal sealed partial class RivalJson : JsonSerializerContext;
