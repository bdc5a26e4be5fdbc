namespace VgsCalm.Emulator.Auth;

/// <summary>Makes access tokens: RS256 JWTs with the claims that VGS's carry.</summary>
internal static class TokenIssuer
{
    public static IssuedToken Issue(EmulatorState state, ServiceAccount account, string[] scopes, string issuer)
    {
        var now = state.Time.GetUtcNow();
        var expiresAt = now.AddSeconds(account.AccessTokenLifespan ?? state.Options.TokenLifetime);
        var text = SigningKey.Sign(
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["exp"] = expiresAt.ToUnixTimeSeconds(),
                ["iat"] = now.ToUnixTimeSeconds(),
                ["jti"] = Guid.NewGuid().ToString(),
                ["iss"] = issuer,
                ["aud"] = "account",
                ["sub"] = $"service-account-{account.ClientId}",
                ["typ"] = "Bearer",
                ["azp"] = account.ClientId,
                ["scope"] = ScopeText(scopes),
                ["clientId"] = account.ClientId,
                ["preferred_username"] = $"service-account-{account.ClientId}",
            }
        );
        var token = new IssuedToken(
            text,
            Principal.FromAccount(account),
            scopes,
            now,
            expiresAt,
            state.Tokens.Generation
        );
        state.Tokens.Add(token);
        return token;
    }

    /// <summary>The scopes as Keycloak prints them, with the entries that are none of the account's.</summary>
    public static string ScopeText(string[] scopes) => string.Join(' ', [.. scopes, "user_id", "service-account"]);
}
