using System.Text.Json.Nodes;
using VgsCalm.Emulator.Auth;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Accounts;

/// <summary>/organizations/{id}/service-accounts: make, list, revoke. There is no update and no rotation, as at VGS.</summary>
internal static class ServiceAccountsResource
{
    public static async ValueTask<Answer> CreateAsync(Exchange exchange)
    {
        if (!MayManage(exchange, out var organizationId))
        {
            return NotAllowed(exchange);
        }

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
        if (ServiceAccountRequest.Read(document.RootElement, organizationId, exchange.State, errors) is not { } account)
        {
            return AccountsErrors.Make(400, errors);
        }

        if (!exchange.State.Accounts.TryAddWithinLimit(account))
        {
            return AccountsErrors.Make(
                422,
                $"The organization has reached its limit of {ServiceAccountRegister.MaxPerOrganization} service accounts."
            );
        }

        var attributes = Attributes(account);
        attributes["client_secret"] = account.ClientSecret;
        return Data(201, attributes);
    }

    public static Answer List(Exchange exchange)
    {
        if (!MayManage(exchange, out var organizationId))
        {
            return NotAllowed(exchange);
        }

        var accounts = exchange.State.Accounts.FindByOrganization(organizationId);
        return Data(200, new JsonObject { ["service_accounts"] = new JsonArray([.. accounts.Select(Attributes)]) });
    }

    public static Answer Remove(Exchange exchange)
    {
        if (!MayManage(exchange, out var organizationId))
        {
            return NotAllowed(exchange);
        }

        return exchange.State.Accounts.Remove(organizationId, exchange.Segments[4])
            ? Answer.Empty(204)
            : AccountsErrors.Make(404, "No such service account.");
    }

    // Which scope lets a client manage service accounts at VGS is unknown: here it is a mark of the account.
    private static bool MayManage(Exchange exchange, out string organizationId)
    {
        organizationId = exchange.Segments[2];
        return exchange.Principal.RoleIn(organizationId) is "admin";
    }

    private static Answer NotAllowed(Exchange exchange) =>
        ApiErrors.Forbidden(exchange, "You do not have enough rights to manage service accounts of this organization.");

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
            ["created_at"] = Instant.Format(account.CreatedAt),
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
