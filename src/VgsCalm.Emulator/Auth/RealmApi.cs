using System.Text.Json.Nodes;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Auth;

/// <summary>
/// The realm <c>vgs</c> of the authentication server: tokens, keys and the small calls around them, on Keycloak's paths.
/// </summary>
internal static class RealmApi
{
    public static ValueTask<Answer> HandleAsync(Exchange exchange)
    {
        return exchange.Segments.AsSpan(3) switch
        {
            ["protocol", "openid-connect", var call] => CallAsync(exchange, call),
            ["protocol", "openid-connect", "token", "introspect"] => CallAsync(exchange, "introspect"),
            [".well-known", "openid-configuration"] => new(Answer.Json(200, Configuration(exchange))),
            _ => new(NotFound()),
        };
    }

    public static string Issuer(Exchange exchange) =>
        $"{exchange.Http.Request.Scheme}://{exchange.Http.Request.Host}/auth/realms/vgs";

    public static bool IsTokenRequest(Exchange exchange) =>
        HttpMethods.IsPost(exchange.Method)
        && exchange.Segments is ["auth", "realms", "vgs", "protocol", "openid-connect", "token"];

    private static async ValueTask<Answer> CallAsync(Exchange exchange, string call)
    {
        var isPost = HttpMethods.IsPost(exchange.Method);
        return call switch
        {
            "token" => isPost ? await TokenEndpoint.HandleAsync(exchange) : OnlyPost(exchange),
            "introspect" => isPost ? await IntrospectAsync(exchange) : OnlyPost(exchange),
            "revoke" => isPost ? await RevokeAsync(exchange) : OnlyPost(exchange),
            "certs" => Answer.Json(200, SigningKey.KeySet()),
            "userinfo" => UserInfo(exchange),
            _ => NotFound(),
        };
    }

    private static async ValueTask<Answer> IntrospectAsync(Exchange exchange)
    {
        var form = await ClientForm.ReadAsync(exchange);
        if (form.Authenticate(exchange.World) is null)
        {
            return RealmErrors.BadCredentials(exchange.World.Options.TokenErrorStyle);
        }

        if (exchange.World.Tokens.Find(form["token"] ?? string.Empty) is not { } token)
        {
            return Answer.Json(200, new JsonObject { ["active"] = false });
        }

        return Answer.Json(
            200,
            new JsonObject
            {
                ["active"] = true,
                ["client_id"] = token.Account.ClientId,
                ["username"] = $"service-account-{token.Account.ClientId}",
                ["token_type"] = "Bearer",
                ["scope"] = TokenIssuer.ScopeText(token.Scopes),
                ["exp"] = token.ExpiresAt.ToUnixTimeSeconds(),
                ["iat"] = token.IssuedAt.ToUnixTimeSeconds(),
            }
        );
    }

    // RFC 7009 §2.2: an unknown token is answered like a revoked one.
    private static async ValueTask<Answer> RevokeAsync(Exchange exchange)
    {
        var form = await ClientForm.ReadAsync(exchange);
        if (form.Authenticate(exchange.World) is not { } account)
        {
            return RealmErrors.BadCredentials(exchange.World.Options.TokenErrorStyle);
        }

        if (
            exchange.World.Tokens.Find(form["token"] ?? string.Empty) is { } token
            && ReferenceEquals(token.Account, account)
        )
        {
            token.Revoke();
        }

        return Answer.Empty(200);
    }

    private static Answer UserInfo(Exchange exchange) =>
        exchange.Admit()
            ? Answer.Json(
                200,
                new JsonObject
                {
                    ["sub"] = $"service-account-{exchange.Caller.ClientId}",
                    ["preferred_username"] = $"service-account-{exchange.Caller.ClientId}",
                }
            )
            : ApiErrors.Unauthorized(exchange);

    private static JsonObject Configuration(Exchange exchange)
    {
        var issuer = Issuer(exchange);
        var calls = issuer + "/protocol/openid-connect";
        return new JsonObject
        {
            ["issuer"] = issuer,
            ["token_endpoint"] = calls + "/token",
            ["introspection_endpoint"] = calls + "/token/introspect",
            ["revocation_endpoint"] = calls + "/revoke",
            ["userinfo_endpoint"] = calls + "/userinfo",
            ["jwks_uri"] = calls + "/certs",
            ["grant_types_supported"] = new JsonArray("client_credentials"),
            ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_basic", "client_secret_post"),
        };
    }

    private static Answer OnlyPost(Exchange exchange) => ApiErrors.MethodNotAllowed(exchange, "POST");

    private static Answer NotFound() =>
        RealmErrors.Make(404, "RESTEASY003210", "Could not find resource for full path");
}
