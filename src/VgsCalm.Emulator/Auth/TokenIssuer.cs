using VgsCalm.Emulator.Auth.SignIn;

namespace VgsCalm.Emulator.Auth;

/// <summary>Makes tokens: RS256 JWTs with the claims that VGS's carry.</summary>
internal static class TokenIssuer
{
    /// <summary>An access token of a service account.</summary>
    public static IssuedToken Issue(EmulatorState state, ServiceAccount account, string[] scopes, string issuer)
    {
        var now = state.Time.GetUtcNow();
        var expiresAt = now.AddSeconds(account.AccessTokenLifespan ?? state.Options.TokenLifetime);
        var principal = Principal.FromAccount(account);
        var claims = Claims(principal, issuer, now, expiresAt);
        claims["typ"] = "Bearer";
        claims["scope"] = ScopeText(scopes);
        claims["clientId"] = account.ClientId;
        return Keep(state, claims, principal, scopes, now, expiresAt, session: null);
    }

    /// <summary>An access token of a person.</summary>
    public static IssuedToken Issue(EmulatorState state, PersonSession session, string issuer)
    {
        var now = state.Time.GetUtcNow();
        var expiresAt = now.AddSeconds(state.Options.TokenLifetime);
        var principal = Principal.FromSession(session);
        var claims = Claims(principal, issuer, now, expiresAt);
        claims["typ"] = "Bearer";
        claims["scope"] = string.Join(' ', session.Scopes);
        claims["sid"] = session.Id;
        return Keep(state, claims, principal, session.Scopes, now, expiresAt, session);
    }

    /// <summary>An id token beside an access token.</summary>
    public static string IdToken(IssuedToken access, string issuer, string? nonce)
    {
        var claims = Claims(access.Principal, issuer, access.IssuedAt, access.ExpiresAt);
        claims["typ"] = "ID";
        claims["aud"] = access.Principal.ClientId;
        claims["name"] = access.Principal.Person?.Name ?? access.Principal.UserName;
        if (nonce is not null)
        {
            claims["nonce"] = nonce;
        }

        return SigningKey.Sign(claims);
    }

    /// <summary>The scopes as Keycloak prints them, with the entries that are none of the account's.</summary>
    public static string ScopeText(string[] scopes) => string.Join(' ', [.. scopes, "user_id", "service-account"]);

    private static Dictionary<string, object> Claims(
        Principal principal,
        string issuer,
        DateTimeOffset now,
        DateTimeOffset expiresAt
    ) =>
        new(StringComparer.Ordinal)
        {
            ["exp"] = expiresAt.ToUnixTimeSeconds(),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["jti"] = Guid.NewGuid().ToString(),
            ["iss"] = issuer,
            ["aud"] = "account",
            ["sub"] = principal.Subject,
            ["azp"] = principal.ClientId,
            ["preferred_username"] = principal.UserName,
        };

    private static IssuedToken Keep(
        EmulatorState state,
        Dictionary<string, object> claims,
        Principal principal,
        string[] scopes,
        DateTimeOffset now,
        DateTimeOffset expiresAt,
        PersonSession? session
    )
    {
        var token = new IssuedToken(SigningKey.Sign(claims), principal, scopes, now, expiresAt, state.Tokens.Generation)
        {
            Session = session,
        };
        state.Tokens.Add(token);
        return token;
    }
}
