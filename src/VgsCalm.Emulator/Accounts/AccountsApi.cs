using System.Text.Json.Nodes;
using VgsCalm.Emulator.Auth;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Accounts;

/// <summary>The Accounts API's service accounts: make, list, revoke. There is no update and no rotation, as at VGS.</summary>
internal static class AccountsApi
{
    public static async ValueTask<Answer> HandleAsync(Exchange exchange)
    {
        if (!exchange.Admit())
        {
            return ApiErrors.Unauthorized(exchange);
        }

        if (
            exchange.Segments is not ["accounts", "organizations", var organizationId, "service-accounts", .. var rest]
            || rest.Length > 1
        )
        {
            return ApiErrors.NoSuchPath(exchange);
        }

        if (
            !exchange.Caller.IsOrganizationAdmin
            || !string.Equals(exchange.Caller.OrganizationId, organizationId, StringComparison.Ordinal)
        )
        {
            return ApiErrors.Forbidden(
                exchange,
                "You do not have enough rights to manage service accounts of this organization."
            );
        }

        return (exchange.Method, rest) switch
        {
            ("POST", []) => await CreateAsync(exchange, organizationId),
            ("GET", []) => List(exchange, organizationId),
            ("DELETE", [var clientId]) => Remove(exchange, organizationId, clientId),
            (_, []) => ApiErrors.MethodNotAllowed(exchange, "GET, POST"),
            _ => ApiErrors.MethodNotAllowed(exchange, "DELETE"),
        };
    }

    private static async ValueTask<Answer> CreateAsync(Exchange exchange, string organizationId)
    {
        if (!exchange.HasContentType(Answer.JsonApiType, Answer.JsonType))
        {
            return AccountsErrors.Make(415, $"Content-Type must be {Answer.JsonApiType}.");
        }

        using var document = await exchange.ReadObjectAsync();
        if (document is null)
        {
            return AccountsErrors.Make(400, "The body is not a JSON object.");
        }

        var errors = new List<string>();
        if (ServiceAccountRequest.Read(document.RootElement, organizationId, exchange.World, errors) is not { } account)
        {
            return AccountsErrors.Make(400, errors);
        }

        if (!exchange.World.Accounts.TryAddWithinLimit(account))
        {
            return AccountsErrors.Make(
                422,
                $"The organization has reached its limit of {ServiceAccountRegister.OrganizationLimit} service accounts."
            );
        }

        var attributes = Attributes(account);
        attributes["client_secret"] = account.ClientSecret;
        return Data(201, attributes);
    }

    private static Answer List(Exchange exchange, string organizationId) =>
        Data(
            200,
            new JsonObject
            {
                ["service_accounts"] = new JsonArray([
                    .. exchange.World.Accounts.Of(organizationId).Select(Attributes),
                ]),
            }
        );

    private static Answer Remove(Exchange exchange, string organizationId, string clientId) =>
        exchange.World.Accounts.Remove(organizationId, clientId)
            ? Answer.Empty(204)
            : AccountsErrors.Make(404, "No such service account.");

    private static JsonObject Attributes(ServiceAccount account) =>
        new()
        {
            ["client_id"] = account.ClientId,
            ["name"] = account.Name,
            ["scopes"] = new JsonArray([.. account.Scopes.Select(Scope)]),
            ["vaults"] = new JsonArray([.. account.Vaults.Select(vault => JsonValue.Create(vault))]),
            ["annotations"] = new JsonObject(
                account.Annotations.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value))
            ),
            ["access_token_lifespan"] = account.AccessTokenLifespan,
            ["created_at"] = Instant.Text(account.CreatedAt),
        };

    // Both forms occur in VGS's documentation; a plain string is enough where nothing is optional.
    private static JsonNode Scope(GrantedScope scope) =>
        scope.Optional ? new JsonObject { ["name"] = scope.Name, ["optional"] = true } : JsonValue.Create(scope.Name);

    private static Answer Data(int status, JsonObject attributes) =>
        Answer.Json(
            status,
            new JsonObject { ["data"] = new JsonObject { ["attributes"] = attributes } },
            Answer.JsonApiType
        );
}
