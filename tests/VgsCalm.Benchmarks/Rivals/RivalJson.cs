using System.Text.Json.Serialization;

namespace VgsCalm.Benchmarks.Rivals;

/// <summary>The fastest JSON that .NET has: generated.</summary>
[JsonSerializable(typeof(CardRequest))]
[JsonSerializable(typeof(CardAnswer))]
internal sealed partial class RivalJson : JsonSerializerContext;
