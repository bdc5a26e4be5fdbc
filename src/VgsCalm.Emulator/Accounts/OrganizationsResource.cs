using System.Text.Json.Nodes;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Accounts;

/// <summary>/organizations. A caller sees those that it is a member of.</summary>
internal static class OrganizationsResource
{
    public static Answer List(Exchange exchange) =>
        ResourceList.Answer(
            exchange,
            exchange
                .State.Organizations.All.Where(organization => exchange.Principal.RoleIn(organization.Id) is not null)
                .Select(organization => Resource(exchange, organization))
        );

    public static Answer Get(Exchange exchange) =>
        Find(exchange) is { } organization ? ResourceList.Single(200, Resource(exchange, organization)) : NotFound();

    public static Answer ListEnvironments(Exchange exchange) =>
        Find(exchange) is null
            ? NotFound()
            : ResourceList.Answer(exchange, [Environment("SANDBOX", isLive: false), Environment("LIVE", isLive: true)]);

    /// <summary>The organization in the path, if the caller is a member of it.</summary>
    public static Organization? Find(Exchange exchange) =>
        exchange.Principal.RoleIn(exchange.Segments[2]) is null
            ? null
            : exchange.State.Organizations.Find(exchange.Segments[2]);

    public static Answer NotFound() => AccountsErrors.Make(404, "No such organization.");

    private static JsonObject Resource(Exchange exchange, Organization organization) =>
        ResourceList.Resource(
            organization.Id,
            "organizations",
            new JsonObject
            {
                ["internal_id"] = organization.InternalId,
                ["identifier"] = organization.Id,
                ["name"] = organization.Name,
                ["active"] = organization.State is "ACTIVE",
                ["state"] = organization.State,
                ["permissions"] = Permissions(exchange.Principal.RoleIn(organization.Id)),
                ["created_at"] = Instant.Format(organization.CreatedAt),
                ["updated_at"] = Instant.Format(organization.CreatedAt),
            }
        );

    private static JsonArray Permissions(string? role) =>
        role switch
        {
            "admin" => ["organizations:read", "organizations:write", "vaults:read", "vaults:write"],
            "write" => ["organizations:read", "vaults:read", "vaults:write"],
            _ => ["organizations:read", "vaults:read"],
        };

    private static JsonObject Environment(string name, bool isLive) =>
        ResourceList.Resource(
            name,
            "environments",
            new JsonObject
            {
                ["id"] = name,
                ["name"] = name,
                ["identifier"] = name,
                ["region"] = "us",
                ["is_live"] = isLive,
            }
        );
}
