using System.Globalization;
using System.Text;
using System.Text.Json;
using VgsCalm.Emulator.Auth.SignIn;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Auth;

/// <summary>POST …/openid-connect/token: a service account's client credentials (RFC 6749 §4.4), or a person's grants.</summary>
internal static class TokenEndpoint
{
    private const string OpenId = "openid";
    private const int NotBeforePolicy = 1620379100;

    // RFC 6749 §5.1 asks for the headers on tokens; Keycloak sets them on errors, too.
    public static async ValueTask<Answer> HandleAsync(Exchange exchange) =>
        (await GrantAsync(exchange)).With("Cache-Control", "no-store").With("Pragma", "no-cache");

    private static async ValueTask<Answer> GrantAsync(Exchange exchange)
    {
        var state = exchange.State;
        var form = await ClientForm.ReadAsync(exchange);
        if (form.HasDuplicates)
        {
            return RealmErrors.InvalidRequest("duplicated parameter");
        }

        if (string.IsNullOrEmpty(form["grant_type"]))
        {
            return RealmErrors.InvalidRequest("Missing form parameter: grant_type");
        }

        if (form["grant_type"] is not "client_credentials")
        {
            return GrantToPerson(exchange, form);
        }

        if (form.NamesPublicClient)
        {
            return RealmErrors.Make(
                401,
                "unauthorized_client",
                "Public client not allowed to retrieve service account"
            );
        }

        var (account, refusal) = form.Authenticate(state);
        if (account is null)
        {
            return RealmErrors.BadCredentials(state.Options.TokenErrorStyle, refusal);
        }

        if (GrantedScopes(account, form["scope"]) is not { } scopes)
        {
            return RealmErrors.Make(400, "invalid_scope", $"Invalid scopes: {form["scope"]}");
        }

        var token = TokenIssuer.Issue(state, account, scopes, RealmApi.Issuer(exchange));
        return Answer.Text(200, Body(token, state.Options), Answer.JsonType);
    }

    private static Answer GrantToPerson(Exchange exchange, ClientForm form)
    {
        var options = exchange.State.Options;
        Func<Exchange, ClientForm, Answer>? grant = form["grant_type"] switch
        {
            "authorization_code" => PersonGrants.ExchangeCode,
            "refresh_token" => PersonGrants.Refresh,
            PersonGrants.DeviceCodeGrant => PersonGrants.PollDevice,
            _ => null,
        };
        if (grant is null)
        {
            return RealmErrors.Make(400, "unsupported_grant_type", "Unsupported grant_type");
        }

        if (form.NamesPublicClient)
        {
            return grant(exchange, form);
        }

        return form.Authenticate(exchange.State) is (null, var refusal)
            ? RealmErrors.BadCredentials(options.TokenErrorStyle, refusal)
            : RealmErrors.Make(400, "invalid_grant", "unauthorized client");
    }

    /// <summary>
    /// The account's default scopes and the optional ones asked for; null when something else, or nothing, is asked for.
    /// Keycloak drops <c>openid</c> before it compares, and every client has it.
    /// </summary>
    private static string[]? GrantedScopes(ServiceAccount account, string? asked)
    {
        string[] names = asked is null ? [] : asked.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (asked is not null && names.Length == 0)
        {
            return null;
        }

        if (
            !Array.TrueForAll(
                names,
                name =>
                    string.Equals(name, OpenId, StringComparison.Ordinal)
                    || Array.Exists(account.Scopes, scope => string.Equals(scope.Name, name, StringComparison.Ordinal))
            )
        )
        {
            return null;
        }

        return
        [
            .. names
                .Where(name => string.Equals(name, OpenId, StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal),
            .. account
                .Scopes.Where(scope => !scope.Optional || names.Contains(scope.Name, StringComparer.Ordinal))
                .Select(scope => scope.Name),
        ];
    }

    // Written by hand: the sample on the VGS page ends in a comma, which no JSON writer produces.
    private static string Body(IssuedToken token, EmulatorOptions options)
    {
        // Whole seconds, rounded down as Keycloak does; a token of less than a second still claims one.
        var seconds = Math.Max(1, (long)(token.ExpiresAt - token.IssuedAt).TotalSeconds);
        var expiresIn = options.ReportedExpiresIn ?? seconds.ToString(CultureInfo.InvariantCulture);
        var body = new StringBuilder("{\"access_token\":\"").Append(token.Text).Append("\",");
        if (expiresIn.Length > 0)
        {
            body.Append("\"expires_in\":").Append(expiresIn).Append(',');
        }

        return body.Append("\"refresh_expires_in\":0,\"token_type\":\"bearer\",\"not-before-policy\":")
            .Append(CultureInfo.InvariantCulture, $"{NotBeforePolicy},")
            .Append("\"scope\":")
            .Append(JsonSerializer.Serialize(TokenIssuer.ScopeText(token.Scopes)))
            .Append(options.TrailingComma ? ",\n}" : "}")
            .ToString();
    }
}
