using System.Text.Json.Nodes;
using VgsCalm.Emulator.Auth;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Accounts;

/// <summary>The persons of an organization or a vault. There are no invitations here, so their list is empty.</summary>
internal static class MembersResource
{
    private static readonly string[] Roles = ["admin", "write", "read"];

    public static Answer List(Exchange exchange) =>
        OrganizationsResource.Find(exchange) is { } organization
            ? ResourceList.Answer(
                exchange,
                exchange
                    .State.Persons.FindByOrganization(organization.Id)
                    .Select(person => Member(exchange, organization, person))
            )
            : OrganizationsResource.NotFound();

    public static Answer ListInvites(Exchange exchange) =>
        OrganizationsResource.Find(exchange) is null
            ? OrganizationsResource.NotFound()
            : ResourceList.Answer(exchange, []);

    public static Answer ListOfVault(Exchange exchange) =>
        VaultsResource.Find(exchange) is { } vault
            ? ResourceList.Answer(
                exchange,
                exchange
                    .State.Persons.FindByOrganization(vault.OrganizationId)
                    .Where(person => exchange.State.Organizations.IsMember(vault, person.Id))
                    .Select(person =>
                        ResourceList.Resource(
                            person.Id,
                            "members",
                            new JsonObject
                            {
                                ["id"] = person.Id,
                                ["email"] = person.UserName,
                                ["role"] = RoleIn(exchange, vault, person),
                            }
                        )
                    )
            )
            : VaultsResource.NotFound();

    public static async ValueTask<Answer> ChangeRoleAsync(Exchange exchange)
    {
        if (VaultsResource.Find(exchange) is not { } vault)
        {
            return VaultsResource.NotFound();
        }

        if (FindPerson(exchange, vault) is null)
        {
            return NoSuchMember();
        }

        using var document = await exchange.ReadObjectAsync();
        var role = RequestText.Find(document, "data", "attributes", "role");
        if (!Roles.Contains(role, StringComparer.Ordinal))
        {
            return AccountsErrors.Make(400, $"data.attributes.role: must be one of {string.Join(", ", Roles)}");
        }

        exchange.State.Organizations.SetRole(vault, exchange.Segments[4], role!);
        return Answer.Empty(204);
    }

    /// <summary>Takes a person's role in a vault away; a role that is set later brings it back.</summary>
    public static Answer Remove(Exchange exchange)
    {
        if (VaultsResource.Find(exchange) is not { } vault)
        {
            return VaultsResource.NotFound();
        }

        if (FindPerson(exchange, vault) is not { } person || !exchange.State.Organizations.IsMember(vault, person.Id))
        {
            return NoSuchMember();
        }

        exchange.State.Organizations.RemoveRole(vault, person.Id);
        return Answer.Empty(204);
    }

    private static Person? FindPerson(Exchange exchange, Vault vault) =>
        Array.Find(
            exchange.State.Persons.FindByOrganization(vault.OrganizationId),
            person => string.Equals(person.Id, exchange.Segments[4], StringComparison.Ordinal)
        );

    private static Answer NoSuchMember() => AccountsErrors.Make(404, "No such member.");

    private static JsonObject Member(Exchange exchange, Organization organization, Person person) =>
        ResourceList.Resource(
            person.Id,
            "members",
            new JsonObject
            {
                ["id"] = person.Id,
                ["name"] = person.Name,
                ["email_address"] = person.UserName,
                ["role"] = person.Roles[organization.Id],
                ["permissions"] = new JsonArray(),
                ["sso_id"] = null,
                ["created_at"] = Instant.Format(organization.CreatedAt),
                ["vaults"] = new JsonArray([
                    .. exchange
                        .State.Organizations.Vaults.Where(vault =>
                            string.Equals(vault.OrganizationId, organization.Id, StringComparison.Ordinal)
                            && exchange.State.Organizations.IsMember(vault, person.Id)
                        )
                        .Select(vault => new JsonObject
                        {
                            ["id"] = vault.Id,
                            ["name"] = vault.Name,
                            ["role"] = RoleIn(exchange, vault, person),
                            ["env_identifier"] = vault.Environment,
                        }),
                ]),
            }
        );

    private static string RoleIn(Exchange exchange, Vault vault, Person person) =>
        exchange.State.Organizations.RoleIn(vault, person.Id, person.Roles[vault.OrganizationId]);
}
