using System.Collections.Concurrent;

namespace VgsCalm.Emulator.Accounts;

/// <summary>All organizations and vaults, in the order in which they were added.</summary>
internal sealed class OrganizationRegister
{
    private readonly ConcurrentQueue<Organization> _organizations = new();
    private readonly ConcurrentQueue<Vault> _vaults = new();
    private readonly ConcurrentDictionary<(string VaultId, string PersonId), string> _roles = new();

    public OrganizationRegister(EmulatorOptions options, DateTimeOffset now)
    {
        _organizations.Enqueue(
            new Organization
            {
                Id = options.OrganizationId,
                Name = options.OrganizationName,
                CreatedAt = now,
            }
        );
        _vaults.Enqueue(
            new Vault
            {
                Id = options.VaultId,
                Name = options.VaultName,
                OrganizationId = options.OrganizationId,
                CreatedAt = now,
            }
        );
    }

    public Organization[] All => [.. _organizations];

    public Vault[] Vaults => [.. _vaults];

    public Organization? Find(string id) =>
        _organizations.FirstOrDefault(organization => string.Equals(organization.Id, id, StringComparison.Ordinal));

    public Vault? FindVault(string id) =>
        _vaults.FirstOrDefault(vault => string.Equals(vault.Id, id, StringComparison.Ordinal));

    /// <exception cref="ArgumentException">The id is taken.</exception>
    public Organization Add(Organization organization)
    {
        if (Find(organization.Id) is not null)
        {
            throw new ArgumentException($"There is an organization {organization.Id} already.", nameof(organization));
        }

        _organizations.Enqueue(organization);
        return organization;
    }

    /// <exception cref="ArgumentException">The id is taken.</exception>
    public Vault Add(Vault vault)
    {
        if (FindVault(vault.Id) is not null)
        {
            throw new ArgumentException($"There is a vault {vault.Id} already.", nameof(vault));
        }

        _vaults.Enqueue(vault);
        return vault;
    }

    /// <summary>A person's role in a vault: the one that was set, else that in the organization.</summary>
    public string RoleIn(Vault vault, string personId, string organizationRole) =>
        _roles.GetValueOrDefault((vault.Id, personId), organizationRole);

    /// <summary>Whether the person has a role in the vault: unless it was taken away, every member of the organization has.</summary>
    public bool IsMember(Vault vault, string personId) =>
        !_roles.TryGetValue((vault.Id, personId), out var role) || role.Length > 0;

    public void RemoveRole(Vault vault, string personId) => _roles[(vault.Id, personId)] = "";

    public void SetRole(Vault vault, string personId, string role) => _roles[(vault.Id, personId)] = role;
}
