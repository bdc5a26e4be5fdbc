using System.Text.Json.Nodes;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Accounts;

/// <summary>Errors of the Accounts API: <c>{"errors":[{"detail":…}]}</c>.</summary>
internal static class AccountsErrors
{
    public static Answer Make(int status, params IEnumerable<string> details) =>
        Answer.Json(
            status,
            new JsonObject
            {
                ["errors"] = new JsonArray([.. details.Select(detail => new JsonObject { ["detail"] = detail })]),
            },
            Answer.JsonApiType
        );
}
