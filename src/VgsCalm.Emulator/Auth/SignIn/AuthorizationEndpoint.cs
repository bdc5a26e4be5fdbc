using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Auth.SignIn;

/// <summary>GET …/openid-connect/auth: begins a sign-in in the browser (RFC 6749 §4.1.1, RFC 7636, RFC 9207).</summary>
internal static class AuthorizationEndpoint
{
    public static Answer Begin(Exchange exchange)
    {
        var query = exchange.Http.Request.Query;
        if (!PublicClient.IsNamedBy(query["client_id"]))
        {
            return SignInPages.Message(400, "We are sorry...", "Client not found.");
        }

        if (!PublicClient.MayRedirectTo(query["redirect_uri"], exchange.State.Options))
        {
            return SignInPages.Message(400, "We are sorry...", "Invalid parameter: redirect_uri");
        }

        var scopes = PublicClient.ParseScope(query["scope"]);
        var signIn = new PendingSignIn
        {
            Scopes = scopes ?? [],
            RedirectUri = query["redirect_uri"],
            State = query["state"],
            Nonce = query["nonce"],
            CodeChallenge = query["code_challenge"],
            IdentityProvider = query["kc_idp_hint"],
        };
        if (scopes is null)
        {
            return Refuse(exchange, signIn, "invalid_scope", $"Invalid scopes: {query["scope"]}");
        }

        if (!string.Equals(query["response_type"], "code", StringComparison.Ordinal))
        {
            return Refuse(exchange, signIn, "unsupported_response_type", "Only response_type=code is supported");
        }

        if (string.IsNullOrEmpty(signIn.CodeChallenge))
        {
            return Refuse(exchange, signIn, "invalid_request", "Missing parameter: code_challenge");
        }

        if (!string.Equals(query["code_challenge_method"], "S256", StringComparison.Ordinal))
        {
            return Refuse(
                exchange,
                signIn,
                "invalid_request",
                "Invalid parameter: code challenge method is not matching"
            );
        }

        return SignInPages.SignIn(exchange.State.SignIns.Begin(signIn));
    }

    /// <summary>Sends the browser back with an error.</summary>
    public static Answer Refuse(Exchange exchange, PendingSignIn signIn, string error, string description) =>
        Redirect(exchange, signIn, $"error={error}&error_description={Uri.EscapeDataString(description)}");

    /// <summary>Sends the browser back with a code.</summary>
    public static Answer Grant(Exchange exchange, PendingSignIn signIn, Person person)
    {
        var session = exchange.State.SignIns.Open(person, signIn.Scopes);
        var code = exchange.State.SignIns.IssueCode(signIn, session);
        return Redirect(exchange, signIn, $"session_state={session.Id}&code={Uri.EscapeDataString(code.Text)}");
    }

    private static Answer Redirect(Exchange exchange, PendingSignIn signIn, string result)
    {
        var state = signIn.State is { } text ? $"state={Uri.EscapeDataString(text)}&" : "";
        var issuer = Uri.EscapeDataString(RealmApi.Issuer(exchange));
        return Answer
            .Empty(StatusCodes.Status302Found)
            .With("Location", $"{signIn.RedirectUri}?{state}{result}&iss={issuer}")
            .With("Cache-Control", "no-store, must-revalidate, max-age=0");
    }
}
