using System.Text;
using System.Text.Json.Nodes;

namespace VgsCalm.Testing.Servers;

/// <summary>A request as it came over the wire.</summary>
public sealed record ReceivedRequest(
    string Method,
    string RawUrl,
    IReadOnlyDictionary<string, string[]> Headers,
    byte[] Body
)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonNode? Json => JsonNode.Parse(Body);
}
