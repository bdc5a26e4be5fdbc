using System.Text.Json.Nodes;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Auth;

/// <summary>Errors in the form of RFC 6749 §5.2, with Keycloak's texts.</summary>
internal static class RealmErrors
{
    public static Answer Make(int status, string error, string description) =>
        Answer.Json(status, new JsonObject { ["error"] = error, ["error_description"] = description });

    public static Answer InvalidRequest(string description) => Make(400, "invalid_request", description);

    /// <summary>
    /// A client that was not admitted, in the style that the knob says. Newer Keycloak, the default style, tells an unknown
    /// client from a wrong secret by the code; the other styles do not.
    /// </summary>
    public static Answer BadCredentials(TokenErrorStyle style, ClientRefusal refusal) =>
        (style, refusal) switch
        {
            (TokenErrorStyle.UnauthorizedClient401, ClientRefusal.IdMissing) => Make(
                400,
                "invalid_client",
                "Missing client_id parameter"
            ),
            (TokenErrorStyle.UnauthorizedClient401, ClientRefusal.Unknown) => Make(
                401,
                "invalid_client",
                "Invalid client or Invalid client credentials"
            ),
            _ => BadCredentials(style),
        };

    private static Answer BadCredentials(TokenErrorStyle style) =>
        style switch
        {
            TokenErrorStyle.InvalidClient401 => Make(
                401,
                "invalid_client",
                "Invalid client or Invalid client credentials"
            ),
            TokenErrorStyle.UnauthorizedClient400 => Make(400, "unauthorized_client", "Invalid client secret"),
            TokenErrorStyle.InvalidClient400 => Make(400, "invalid_client", "Invalid client credentials"),
            TokenErrorStyle.Html401 => Answer.Html(401),
            TokenErrorStyle.Empty401 => Answer.Empty(401),
            TokenErrorStyle.Empty403 => Answer.Empty(403),
            _ => Make(401, "unauthorized_client", "Invalid client or Invalid client credentials"),
        };
}
