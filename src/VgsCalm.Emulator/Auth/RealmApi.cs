using System.Text.Json.Nodes;
using VgsCalm.Emulator.Auth.SignIn;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Auth;

/// <summary>
/// The realm <c>vgs</c> of the authentication server: sign-in, tokens, keys and the small calls around them, on Keycloak's
/// paths.
/// </summary>
internal static class RealmApi
{
    private const string Realm = "realms/vgs/";
    private const string OpenId = Realm + "protocol/openid-connect/";

    private static readonly RouteTable Routes = new(
        new("GET", Realm + ".well-known/openid-configuration", scope: null, Configuration),
        new("GET", OpenId + "auth", scope: null, AuthorizationEndpoint.Begin),
        new("POST", OpenId + "auth/device", scope: null, DeviceEndpoint.BeginAsync),
        new("POST", OpenId + "token", scope: null, TokenEndpoint.HandleAsync),
        new("POST", OpenId + "introspect", scope: null, IntrospectAsync),
        new("POST", OpenId + "token/introspect", scope: null, IntrospectAsync),
        new("POST", OpenId + "revoke", scope: null, Revocation.HandleAsync),
        new("POST", OpenId + "logout", scope: null, PersonGrants.LogOutAsync),
        new("GET", OpenId + "certs", scope: null, _ => Answer.Json(200, SigningKey.KeySet())),
        new("GET", OpenId + "userinfo", scope: null, UserInfo),
        new("POST", OpenId + "userinfo", scope: null, UserInfo),
        new("GET", Realm + "device", scope: null, SignInSteps.OpenDevicePage),
        new("POST", Realm + "device", scope: null, SignInSteps.SubmitDeviceCodeAsync),
        new("POST", Realm + "login-actions/authenticate", scope: null, SignInSteps.AuthenticateAsync),
        new("POST", Realm + "login-actions/consent", scope: null, SignInSteps.ConsentAsync)
    );

    public static async ValueTask<Answer> HandleAsync(Exchange exchange)
    {
        if (Routes.Find(exchange, out var refusal) is { } route)
        {
            return await route.HandleAsync(exchange);
        }

        return refusal.Status == StatusCodes.Status404NotFound ? NotFound() : refusal;
    }

    public static string Issuer(Exchange exchange) =>
        $"{exchange.Http.Request.Scheme}://{exchange.Http.Request.Host}/auth/realms/vgs";

    public static bool IsTokenRequest(Exchange exchange) =>
        HttpMethods.IsPost(exchange.Method)
        && exchange.Segments is ["auth", "realms", "vgs", "protocol", "openid-connect", "token"];

    private static async ValueTask<Answer> IntrospectAsync(Exchange exchange)
    {
        var form = await ClientForm.ReadAsync(exchange);
        if (form.NamesPublicClient)
        {
            return RealmErrors.Make(403, "invalid_request", "Client not allowed.");
        }

        if (form.Authenticate(exchange.State) is (null, var refusal))
        {
            return RealmErrors.BadCredentials(exchange.State.Options.TokenErrorStyle, refusal);
        }

        if (string.IsNullOrEmpty(form["token"]))
        {
            return RealmErrors.InvalidRequest("Token not provided");
        }

        if (exchange.State.Tokens.Find(form["token"] ?? "") is not { } token)
        {
            return Answer.Json(200, new JsonObject { ["active"] = false });
        }

        return Answer.Json(
            200,
            new JsonObject
            {
                ["active"] = true,
                ["client_id"] = token.Principal.ClientId,
                ["username"] = token.Principal.UserName,
                ["token_type"] = "Bearer",
                ["scope"] = TokenIssuer.ScopeText(token.Scopes),
                ["exp"] = token.ExpiresAt.ToUnixTimeSeconds(),
                ["iat"] = token.IssuedAt.ToUnixTimeSeconds(),
            }
        );
    }

    private static Answer UserInfo(Exchange exchange)
    {
        if (!exchange.Authenticate())
        {
            return ApiErrors.Unauthorized(exchange);
        }

        if (!exchange.HasScope("openid"))
        {
            return RealmErrors
                .Make(403, "insufficient_scope", "Missing openid scope")
                .With("WWW-Authenticate", "Bearer realm=\"vgs\", error=\"insufficient_scope\", scope=\"openid\"");
        }

        return Answer.Json(
            200,
            new JsonObject
            {
                ["sub"] = exchange.Principal.Subject,
                ["preferred_username"] = exchange.Principal.UserName,
            }
        );
    }

    private static Answer Configuration(Exchange exchange)
    {
        var issuer = Issuer(exchange);
        var calls = issuer + "/protocol/openid-connect";
        var document = new JsonObject
        {
            ["issuer"] = issuer,
            ["authorization_endpoint"] = calls + "/auth",
            ["token_endpoint"] = calls + "/token",
            ["introspection_endpoint"] = calls + "/token/introspect",
            ["revocation_endpoint"] = calls + "/revoke",
            ["userinfo_endpoint"] = calls + "/userinfo",
            ["end_session_endpoint"] = calls + "/logout",
            ["device_authorization_endpoint"] = calls + "/auth/device",
            ["jwks_uri"] = calls + "/certs",
            ["response_types_supported"] = new JsonArray("code"),
            ["response_modes_supported"] = new JsonArray("query"),
            ["subject_types_supported"] = new JsonArray("public"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
            ["code_challenge_methods_supported"] = new JsonArray("S256"),
            ["authorization_response_iss_parameter_supported"] = true,
            ["grant_types_supported"] = new JsonArray(
                "authorization_code",
                "client_credentials",
                "refresh_token",
                PersonGrants.DeviceCodeGrant
            ),
            ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_basic", "client_secret_post"),
        };
        return Answer.Json(200, document);
    }

    private static Answer NotFound() =>
        RealmErrors.Make(404, "RESTEASY003210", "Could not find resource for full path");
}
