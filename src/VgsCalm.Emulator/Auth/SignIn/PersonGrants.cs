using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Auth.SignIn;

/// <summary>The token endpoint's grants for a person: a code, a refresh token, a device's code. Texts are Keycloak's.</summary>
internal static class PersonGrants
{
    public const string DeviceCodeGrant = "urn:ietf:params:oauth:grant-type:device_code";

    public static Answer ExchangeCode(Exchange exchange, ClientForm form)
    {
        var state = exchange.State;
        if (form["code"] is not { Length: > 0 } text)
        {
            return RealmErrors.InvalidRequest("Missing parameter: code");
        }

        if (state.SignIns.FindCode(text) is not { } code)
        {
            return InvalidGrant("Code not valid");
        }

        // RFC 6749 §4.1.2: a code that comes twice was stolen, or its first use was; what came of it ends.
        if (!code.TrySpend())
        {
            code.Session.End();
            return InvalidGrant("Code not valid");
        }

        if (state.Time.GetUtcNow() >= code.ExpiresAt)
        {
            return InvalidGrant("Code is expired");
        }

        if (!string.Equals(form["redirect_uri"], code.SignIn.RedirectUri, StringComparison.Ordinal))
        {
            return InvalidGrant("Incorrect redirect_uri");
        }

        if (form["code_verifier"] is not { Length: > 0 } verifier)
        {
            return InvalidGrant("PKCE code verifier not specified");
        }

        var challenge = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        if (!string.Equals(challenge, code.SignIn.CodeChallenge, StringComparison.Ordinal))
        {
            return InvalidGrant("PKCE verification failed: Code mismatch");
        }

        return state.SignIns.IsOpen(code.Session)
            ? Tokens(exchange, code.Session, code.SignIn.Nonce)
            : InvalidGrant("Session not active");
    }

    public static Answer Refresh(Exchange exchange, ClientForm form)
    {
        var state = exchange.State;
        if (form["refresh_token"] is not { Length: > 0 } text)
        {
            return RealmErrors.InvalidRequest("No refresh token");
        }

        if (state.SignIns.FindRefreshToken(text) is not { } token)
        {
            return InvalidGrant("Invalid refresh token");
        }

        if (!state.SignIns.IsOpen(token.Session))
        {
            return InvalidGrant(token.Session.IsEnded ? "Session not active" : "Token is not active");
        }

        if (state.Options.SignIn.RotateRefreshTokens && !token.TrySpend())
        {
            token.Session.End();
            return InvalidGrant("Maximum allowed refresh token reuse exceeded");
        }

        return Tokens(exchange, token.Session, nonce: null, state.Options.SignIn.RotateRefreshTokens ? null : token);
    }

    public static Answer PollDevice(Exchange exchange, ClientForm form)
    {
        var options = exchange.State.Options;
        if (options.SignIn.DeviceGrantMode is DeviceGrantMode.RefusedAtPoll)
        {
            return InvalidGrant("Client not allowed OAuth 2.0 Device Authorization Grant");
        }

        if (form["device_code"] is not { Length: > 0 } code)
        {
            return RealmErrors.InvalidRequest("Missing parameter: device_code");
        }

        if (exchange.State.SignIns.FindDevice(code) is not { } device)
        {
            return InvalidGrant("Device code not valid");
        }

        var now = exchange.State.Time.GetUtcNow();
        if (now >= device.ExpiresAt)
        {
            return RealmErrors.Make(400, "expired_token", "Device code is expired");
        }

        if (device.IsTooFast(now, TimeSpan.FromSeconds(options.SignIn.DeviceInterval)))
        {
            return RealmErrors.Make(400, "slow_down", "Slow down");
        }

        if (device.IsRefused)
        {
            return RealmErrors.Make(400, "access_denied", "The end user denied the authorization request");
        }

        if (device.Session is not { } session)
        {
            return RealmErrors.Make(400, "authorization_pending", "The authorization request is still pending");
        }

        return device.TrySpend() ? Tokens(exchange, session, nonce: null) : InvalidGrant("Device code not valid");
    }

    /// <summary>POST …/logout: ends the session of the refresh token.</summary>
    public static async ValueTask<Answer> LogOutAsync(Exchange exchange)
    {
        var form = await ClientForm.ReadAsync(exchange);
        if (!PublicClient.IsNamedBy(form["client_id"]))
        {
            return RealmErrors.BadCredentials(exchange.State.Options.TokenErrorStyle, ClientRefusal.Unknown);
        }

        if (form["refresh_token"] is not { Length: > 0 } text)
        {
            return RealmErrors.InvalidRequest("No refresh token");
        }

        if (exchange.State.SignIns.FindRefreshToken(text) is not { } token)
        {
            return InvalidGrant("Invalid refresh token");
        }

        token.Session.End();
        return Answer.Empty(StatusCodes.Status204NoContent);
    }

    private static Answer Tokens(Exchange exchange, PersonSession session, string? nonce, RefreshToken? keep = null)
    {
        var state = exchange.State;
        session.Use(state.Time.GetUtcNow());
        var issuer = RealmApi.Issuer(exchange);
        var access = TokenIssuer.Issue(state, session, issuer);
        var refresh = keep ?? state.SignIns.IssueRefreshToken(session);
        var body = new JsonObject
        {
            ["access_token"] = access.Text,
            ["expires_in"] = Math.Max(1, (long)(access.ExpiresAt - access.IssuedAt).TotalSeconds),
            ["refresh_expires_in"] = (long)state.Options.SignIn.IdleLifetime,
            ["refresh_token"] = refresh.Text,
            ["token_type"] = "Bearer",
            ["not-before-policy"] = 0,
            ["session_state"] = session.Id,
            ["scope"] = string.Join(' ', session.Scopes),
        };
        if (session.Scopes.Contains("openid", StringComparer.Ordinal))
        {
            body["id_token"] = TokenIssuer.IdToken(access, issuer, nonce);
        }

        return Answer.Json(200, body);
    }

    private static Answer InvalidGrant(string description) => RealmErrors.Make(400, "invalid_grant", description);
}
