using System.Text.Json.Nodes;
using VgsCalm.Emulator.Auth;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Accounts;

/// <summary>/vaults: those of all organizations of the caller in one list.</summary>
internal static class VaultsResource
{
    public static Answer List(Exchange exchange)
    {
        var wanted = exchange.Http.Request.Query["filter[vaults][identifier]"].ToString();
        return ResourceList.Answer(
            exchange,
            exchange
                .State.Organizations.Vaults.Where(vault => IsVisible(exchange, vault))
                .Where(vault => wanted.Length == 0 || string.Equals(vault.Id, wanted, StringComparison.Ordinal))
                .Select(vault => Resource(exchange, vault))
        );
    }

    /// <summary>The call of the vault management API, which the links of a vault point to.</summary>
    public static Answer GetState(Exchange exchange) =>
        Find(exchange) is { } vault
            ? ResourceList.Single(
                200,
                ResourceList.Resource(vault.ResourceId, "vaults", new JsonObject { ["state"] = "PROVISIONED" })
            )
            : NotFound();

    public static async ValueTask<Answer> CreateAsync(Exchange exchange)
    {
        using var document = await exchange.ReadObjectAsync();
        if (RequestText.Find(document, "data", "attributes", "name") is not { Length: > 0 } name)
        {
            return AccountsErrors.Make(400, "data.attributes.name: must be a string");
        }

        if (
            RequestText.Find(document, "data", "relationships", "organization", "data", "id") is not { } organizationId
            || exchange.Principal.RoleIn(organizationId) is null or "read"
        )
        {
            return ApiErrors.Forbidden(exchange, "You do not have enough rights to add a vault to this organization.");
        }

        var vault = exchange.State.Organizations.Add(
            new Vault
            {
                Id = "tnt" + Identifier.CreateRandom(8).ToLowerInvariant(),
                Name = name,
                OrganizationId = organizationId,
                Environment = RequestText.Find(document, "data", "attributes", "environment") ?? "SANDBOX",
                CreatedAt = exchange.State.Time.GetUtcNow(),
            }
        );
        var resource = Resource(exchange, vault);

        // Shown this once, as at VGS.
        resource["attributes"]!["credentials"] = new JsonObject
        {
            ["key"] = "US" + Identifier.CreateRandom(22),
            ["secret"] = Identifier.CreateSecret(),
        };
        return ResourceList.Single(201, resource);
    }

    /// <summary>The vault in the path, if the caller sees it.</summary>
    public static Vault? Find(Exchange exchange) =>
        exchange.State.Organizations.FindVault(exchange.Segments[2]) is { } vault && IsVisible(exchange, vault)
            ? vault
            : null;

    public static Answer NotFound() => AccountsErrors.Make(404, "No such vault.");

    private static bool IsVisible(Exchange exchange, Vault vault) =>
        exchange.Principal.RoleIn(vault.OrganizationId) is not null
        && exchange.State.Organizations.IsMember(vault, exchange.Principal.Subject);

    private static JsonObject Resource(Exchange exchange, Vault vault)
    {
        var organizationRole = exchange.Principal.RoleIn(vault.OrganizationId) ?? "read";
        var resource = ResourceList.Resource(
            vault.ResourceId,
            "vaults",
            new JsonObject
            {
                ["identifier"] = vault.Id,
                ["environment"] = vault.Environment,
                ["name"] = vault.Name,
                ["role"] = exchange.State.Organizations.RoleIn(vault, exchange.Principal.Subject, organizationRole),
                ["created_at"] = Instant.Format(vault.CreatedAt),
                ["updated_at"] = Instant.Format(vault.CreatedAt),
            }
        );
        resource["relationships"] = new JsonObject
        {
            ["organization"] = new JsonObject
            {
                ["data"] = new JsonObject { ["type"] = "organizations", ["id"] = vault.OrganizationId },
            },
        };
        resource["links"] = new JsonObject
        {
            ["self"] = $"{exchange.BaseAddress}/accounts/vaults/{vault.Id}",
            ["vault_management_api"] = $"{exchange.BaseAddress}/accounts",
        };
        return resource;
    }
}
