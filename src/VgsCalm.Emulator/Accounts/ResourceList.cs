using System.Globalization;
using System.Text.Json.Nodes;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Accounts;

/// <summary>
/// A list of JSON:API resources. VGS's lists come whole; with <see cref="EmulatorOptions.AccountsPageSize"/> they come in
/// pages, so that a client's way through <c>links.next</c> can be tried.
/// </summary>
internal static class ResourceList
{
    public static Answer Answer(Exchange exchange, IEnumerable<JsonObject> resources)
    {
        var all = resources.ToArray();
        var size = exchange.State.Options.AccountsPageSize is var limit and > 0 ? limit : Math.Max(1, all.Length);
        var query = exchange.Http.Request.Query;
        _ = int.TryParse(query["page[after]"], NumberStyles.None, CultureInfo.InvariantCulture, out var start);
        var links = new JsonObject();
        if (start + size < all.Length)
        {
            links["next"] = $"{exchange.BaseAddress}{exchange.Path}?page%5Bafter%5D={start + size}";
        }

        return Http.Answer.Json(
            200,
            new JsonObject
            {
                ["data"] = new JsonArray([.. all.Skip(start).Take(size)]),
                ["meta"] = new JsonObject { ["count"] = all.Length },
                ["links"] = links,
            },
            Http.Answer.JsonApiType
        );
    }

    public static Answer Single(int status, JsonObject resource) =>
        Http.Answer.Json(status, new JsonObject { ["data"] = resource }, Http.Answer.JsonApiType);

    public static JsonObject Resource(string id, string type, JsonObject attributes) =>
        new()
        {
            ["id"] = id,
            ["type"] = type,
            ["attributes"] = attributes,
        };
}
