using System.Text;
using System.Text.Json.Nodes;

namespace VgsCalm.Emulator.Webhooks;

/// <summary>An event that is to be posted, with the very bytes: each try posts the same.</summary>
/// <param name="Id">The envelope's id.</param>
/// <param name="Name">For example <c>au_card.updated</c>.</param>
/// <param name="Body">JSON in UTF-8.</param>
internal sealed record WebhookEvent(string Id, string Name, byte[] Body)
{
    public static WebhookEvent Create(string id, string name, JsonObject body) =>
        new(id, name, Encoding.UTF8.GetBytes(body.ToJsonString()));
}
