using System.Collections.Concurrent;

namespace VgsCalm.Emulator.Auth;

/// <summary>All service accounts, the seeded two included.</summary>
internal sealed class ServiceAccountRegister
{
    /// <summary>Accounts an organization can make.</summary>
    public const int MaxPerOrganization = 50;

    private readonly ConcurrentDictionary<string, ServiceAccount> _accounts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _secrets = new();
    private readonly Lock _adding = new();
    private readonly TimeProvider _time;

    public ServiceAccountRegister(EmulatorOptions options, TimeProvider time)
    {
        _time = time;
        Admin = Add(
            Seed(
                options,
                options.AdminClientId,
                options.AdminClientSecret,
                "admin",
                isAdmin: true,
                [
                    "organizations:read",
                    "organization-users:read",
                    "organization-users:write",
                    "vaults:read",
                    "vaults:write",
                    "credentials:write",
                ]
            )
        );
        Calm = Add(
            Seed(
                options,
                options.CalmClientId,
                options.CalmClientSecret,
                "calm",
                isAdmin: false,
                [
                    "cards:read",
                    "cards:write",
                    "network-tokens:read",
                    "network-tokens:write",
                    "merchants:write",
                    "card-attributes:read",
                    "account-validations:read",
                    "account-validations:write",
                    "account-reference-numbers:read",
                ]
            )
        );
    }

    public ServiceAccount Admin { get; }

    public ServiceAccount Calm { get; }

    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Every secret ever handed out, those of removed accounts too.</summary>
    public string[] Secrets => [.. _secrets];

    public ServiceAccount[] All => [.. _accounts.Values.OrderBy(account => account.CreatedAt)];

    public ServiceAccount[] FindByOrganization(string organizationId) =>
        [.. All.Where(account => string.Equals(account.OrganizationId, organizationId, StringComparison.Ordinal))];

    public ServiceAccount? Find(string clientId) => _accounts.GetValueOrDefault(clientId);

    public bool Knows(ServiceAccount account) =>
        _accounts.TryGetValue(account.ClientId, out var known) && ReferenceEquals(known, account);

    public ServiceAccount Add(ServiceAccount account)
    {
        if (!_accounts.TryAdd(account.ClientId, account))
        {
            throw new ArgumentException($"There is a client {account.ClientId} already.", nameof(account));
        }

        _secrets.Enqueue(account.ClientSecret);
        return account;
    }

    /// <summary>Adds unless the organization has its fill; false then.</summary>
    public bool TryAddWithinLimit(ServiceAccount account)
    {
        lock (_adding)
        {
            if (FindByOrganization(account.OrganizationId).Count(other => !other.IsSeeded) >= MaxPerOrganization)
            {
                return false;
            }

            Add(account);
            return true;
        }
    }

    public bool Remove(string organizationId, string clientId) =>
        _accounts.TryGetValue(clientId, out var account)
        && string.Equals(account.OrganizationId, organizationId, StringComparison.Ordinal)
        && _accounts.TryRemove(KeyValuePair.Create(clientId, account));

    private ServiceAccount Seed(
        EmulatorOptions options,
        string clientId,
        string? secret,
        string name,
        bool isAdmin,
        string[] scopes
    ) =>
        new()
        {
            ClientId = clientId,
            ClientSecret = secret ?? Identifier.CreateSecret(),
            OrganizationId = options.OrganizationId,
            Name = name,
            Scopes = [.. scopes.Select(scope => new GrantedScope(scope))],
            Vaults = isAdmin ? [] : [options.VaultId],
            Annotations = isAdmin
                ? new Dictionary<string, string>(StringComparer.Ordinal)
                : ServiceAccount.VaultAnnotation(options.VaultId),
            IsOrganizationAdmin = isAdmin,
            IsSeeded = true,
            CreatedAt = _time.GetUtcNow(),
        };
}
