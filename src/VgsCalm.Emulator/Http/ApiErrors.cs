using System.Text.Json.Nodes;
using VgsCalm.Emulator.Accounts;
using VgsCalm.Emulator.Auth;
using VgsCalm.Emulator.Calm;
using VgsCalm.Emulator.Cmp;

namespace VgsCalm.Emulator.Http;

/// <summary>Errors that any API can give, in the shape of the API that the path belongs to.</summary>
internal static class ApiErrors
{
    public static Answer Make(Exchange exchange, int status, string code, string detail) =>
        exchange.Segments switch
        {
            ["auth", ..] => RealmErrors.Make(status, code.Replace('-', '_'), detail),
            ["accounts", ..] => AccountsErrors.Make(status, detail),
            ["cmp", ..] => CmpErrors.Make(exchange, status, code, detail),
            _ => CalmErrors.Make(status, new CalmError(code, detail)),
        };

    /// <summary>401 with the challenge of RFC 6750 §3.</summary>
    public static Answer Unauthorized(Exchange exchange)
    {
        var challenge = exchange.BearerToken() is null
            ? "Bearer realm=\"vgs\""
            : "Bearer realm=\"vgs\", error=\"invalid_token\", error_description=\"The access token is unknown, expired or revoked\"";
        return Make(exchange, StatusCodes.Status401Unauthorized, "unauthorized", "A valid access token is required.")
            .With("WWW-Authenticate", challenge);
    }

    public static Answer Forbidden(Exchange exchange, string detail) =>
        Make(exchange, StatusCodes.Status403Forbidden, "forbidden", detail);

    public static Answer ScopeMissing(Exchange exchange, string scope) =>
        Forbidden(exchange, $"The access token lacks the scope {scope}.")
            .With("WWW-Authenticate", $"Bearer realm=\"vgs\", error=\"insufficient_scope\", scope=\"{scope}\"");

    public static Answer NoSuchPath(Exchange exchange) =>
        Make(exchange, StatusCodes.Status404NotFound, "not-found", "No such resource.");

    public static Answer MethodNotAllowed(Exchange exchange, string allow) =>
        Make(exchange, StatusCodes.Status405MethodNotAllowed, "method-not-allowed", $"Only {allow} here.")
            .With("Allow", allow);
}
