using VgsCalm.Emulator.Auth.SignIn;

namespace VgsCalm.Emulator.Auth;

/// <summary>Whose token it is: a service account's or a person's.</summary>
/// <param name="ClientId">The client that asked for the token.</param>
/// <param name="Account">The service account; null for a person.</param>
/// <param name="Person">The person; null for a service account.</param>
internal sealed record Principal(string ClientId, ServiceAccount? Account, Person? Person)
{
    /// <summary>The <c>sub</c> of its tokens.</summary>
    public string Subject => Person?.Id ?? $"service-account-{ClientId}";

    public string UserName => Person?.UserName ?? $"service-account-{ClientId}";

    public static Principal FromSession(PersonSession session) => new(PublicClient.Id, Account: null, session.Person);

    public static Principal FromAccount(ServiceAccount account) => new(account.ClientId, account, Person: null);

    /// <summary>Its role in the organization (<c>admin</c>, <c>write</c>, <c>read</c>); null where it is no member.</summary>
    public string? RoleIn(string organizationId)
    {
        if (Person is not null)
        {
            return Person.Roles.TryGetValue(organizationId, out var role) ? role : null;
        }

        if (Account is null || !string.Equals(Account.OrganizationId, organizationId, StringComparison.Ordinal))
        {
            return null;
        }

        return Account.IsOrganizationAdmin ? "admin" : "write";
    }
}
