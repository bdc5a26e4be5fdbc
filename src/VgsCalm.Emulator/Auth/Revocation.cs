using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Auth;

/// <summary>
/// POST …/openid-connect/revoke (RFC 7009): an access token, or a refresh token and with it the person's session. An unknown token
/// is answered like a revoked one (§2.2).
/// </summary>
internal static class Revocation
{
    public static async ValueTask<Answer> HandleAsync(Exchange exchange)
    {
        var form = await ClientForm.ReadAsync(exchange);
        ServiceAccount? account = null;
        if (!form.NamesPublicClient)
        {
            (account, var refusal) = form.Authenticate(exchange.State);
            if (account is null)
            {
                return RealmErrors.BadCredentials(exchange.State.Options.TokenErrorStyle, refusal);
            }
        }

        if (form["token"] is not { Length: > 0 } text)
        {
            return RealmErrors.InvalidRequest("Token not provided");
        }

        return exchange.State.SignIns.FindRefreshToken(text) is { } refresh ? End(refresh.Session, account)
            : exchange.State.Tokens.Find(text) is { } token ? Revoke(token, account)
            : Answer.Empty(StatusCodes.Status200OK);
    }

    // Persons sign in with the public client alone, so the token of a person is that client's.
    private static Answer End(SignIn.PersonSession session, ServiceAccount? account)
    {
        if (account is not null)
        {
            return RealmErrors.InvalidRequest("Unmatching clients");
        }

        session.End();
        return Answer.Empty(StatusCodes.Status200OK);
    }

    private static Answer Revoke(IssuedToken token, ServiceAccount? account)
    {
        if (!ReferenceEquals(token.Principal.Account, account))
        {
            return RealmErrors.InvalidRequest("Unmatching clients");
        }

        token.Revoke();
        return Answer.Empty(StatusCodes.Status200OK);
    }
}
