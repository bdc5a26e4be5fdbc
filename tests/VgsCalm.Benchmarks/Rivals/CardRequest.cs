using System.Text.Json.Serialization;

namespace VgsCalm.Benchmarks.Rivals;

internal sealed record CardRequest(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("number")] string Number,
    [property: JsonPropertyName("exp_month")] int ExpMonth,
    [property: JsonPropertyName("exp_year")] int ExpYear
);
