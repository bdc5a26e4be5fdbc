using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Accounts;

/// <summary>
/// The Accounts API: organizations with their members and vaults, and service accounts. A service account needs the scope
/// of the call, a person's rights are those of the membership.
/// </summary>
internal static class AccountsApi
{
    private static readonly RouteTable Routes = new(
        new("GET", "organizations", "organizations:read", OrganizationsResource.List),
        new("GET", "organizations/*", "organizations:read", OrganizationsResource.Get),
        new("GET", "organizations/*/environments", "organizations:read", OrganizationsResource.ListEnvironments),
        new("GET", "organizations/*/members", "organization-users:read", MembersResource.List),
        new("GET", "organizations/*/users", "organization-users:read", MembersResource.List),
        new("GET", "organizations/*/invites", "organization-users:read", MembersResource.ListInvites),
        new("GET", "organizations/*/service-accounts", scope: null, ServiceAccountsResource.List),
        new("POST", "organizations/*/service-accounts", scope: null, ServiceAccountsResource.CreateAsync),
        new("DELETE", "organizations/*/service-accounts/*", scope: null, ServiceAccountsResource.Remove),
        new("GET", "vaults", "vaults:read", VaultsResource.List),
        new("POST", "vaults", "vaults:write", VaultsResource.CreateAsync),
        new("GET", "vaults/*", "vaults:read", VaultsResource.GetState),
        new("GET", "vaults/*/members", "vaults:read", MembersResource.ListOfVault),
        new("PUT", "vaults/*/members/*", "organization-users:write", MembersResource.ChangeRoleAsync),
        new("DELETE", "vaults/*/members/*", "organization-users:write", MembersResource.Remove)
    );

    public static async ValueTask<Answer> HandleAsync(Exchange exchange)
    {
        if (!exchange.Authenticate())
        {
            return ApiErrors.Unauthorized(exchange);
        }

        if (Routes.Find(exchange, out var refusal) is not { } route)
        {
            return refusal;
        }

        if (route.Scope is { } scope && exchange.Principal.Person is null && !exchange.HasScope(scope))
        {
            return ApiErrors.ScopeMissing(exchange, scope);
        }

        return await route.HandleAsync(exchange);
    }
}
