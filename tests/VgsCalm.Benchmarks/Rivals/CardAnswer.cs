using System.Text.Json.Serialization;

namespace VgsCalm.Benchmarks.Rivals;

internal sealed record CardAnswer([property: JsonPropertyName("data")] CardData? Data);
