using System.Globalization;
using System.Text.Json.Nodes;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Cmp;

/// <summary>Errors of CMP: JSON:API errors and a <c>trace_id</c>.</summary>
internal static class CmpErrors
{
    public static Answer Make(Exchange exchange, int status, string code, params IEnumerable<string> details) =>
        Answer.Json(
            status,
            new JsonObject
            {
                ["errors"] = new JsonArray([
                    .. details.Select(detail => new JsonObject
                    {
                        ["status"] = status.ToString(CultureInfo.InvariantCulture),
                        ["code"] = code,
                        ["detail"] = detail,
                    }),
                ]),
                ["trace_id"] = exchange.TraceId,
            },
            Answer.JsonApiType
        );

    public static Answer CardNotFound(Exchange exchange) => Make(exchange, 404, "card-not-found", "No such card.");
}
