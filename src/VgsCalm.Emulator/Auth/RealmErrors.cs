using System.Text.Json.Nodes;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Auth;

/// <summary>Errors in the form of RFC 6749 §5.2, with Keycloak's texts.</summary>
internal static class RealmErrors
{
    public static Answer Make(int status, string error, string description) =>
        Answer.Json(status, new JsonObject { ["error"] = error, ["error_description"] = description });

    public static Answer InvalidRequest(string description) => Make(400, "invalid_request", description);

    /// <summary>Wrong id, wrong secret or an account still warming up; all alike, in the style that the knob says.</summary>
    public static Answer BadCredentials(TokenErrorStyle style) =>
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
