using System.Collections.Concurrent;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Accounts;

/// <summary>What a session has seen of its organizations, vaults and service accounts.</summary>
internal sealed class AccountsDirectory
{
    private const int MaxListed = 10;

    private readonly ServiceAccountClient _accounts;
    private readonly ConcurrentDictionary<string, RememberedList<ServiceAccount>> _byOrganization = new(
        StringComparer.Ordinal
    );

    public AccountsDirectory(OrganizationClient organizations, ServiceAccountClient accounts)
    {
        _accounts = accounts;
        accounts.OnChanged = organizationId => ServiceAccounts(organizationId).Forget();
        Organizations = new RememberedList<VgsOrganization>(organizations.ListOrganizationsAsync);
        Vaults = new RememberedList<VgsVault>(organizations.ListVaultsAsync);
    }

    public RememberedList<VgsOrganization> Organizations { get; }

    public RememberedList<VgsVault> Vaults { get; }

    /// <summary>The service accounts of an organization.</summary>
    public RememberedList<ServiceAccount> ServiceAccounts(string organizationId) =>
        _byOrganization.GetOrAdd(
            organizationId,
            id => new RememberedList<ServiceAccount>((observer, cancel) => _accounts.ListAsync(id, observer, cancel))
        );

    /// <summary>The organization that a command is for: the one that is named, or the only one that the session sees.</summary>
    /// <param name="given">What the caller named; null where nothing.</param>
    /// <param name="ofConfig">What the configuration names; null where nothing.</param>
    /// <param name="observer">Hears of the request.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="VgsApiException">RequestInvalid: two are named, or none is and the session sees none or several.</exception>
    public async Task<string> ResolveOrganizationAsync(
        string? given,
        string? ofConfig,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        if (given is not null && ofConfig is not null && !string.Equals(given, ofConfig, StringComparison.Ordinal))
        {
            throw Unclear(
                $"-OrganizationId says {given}, and the configuration's vault belongs to {ofConfig}.",
                "Leave -OrganizationId out, or take a vault of that organization."
            );
        }

        if ((given ?? ofConfig) is { } named)
        {
            return named;
        }

        var all = await Organizations.GetAsync(observer, cancellationToken).ConfigureAwait(false);
        return all.Count switch
        {
            1 => all[0].OrganizationId,
            0 => throw Unclear(
                "No -OrganizationId is given, and this session sees no organization.",
                "Give -OrganizationId, or sign in as a member of the organization (Connect-VgsCalm -Interactive, with a -Name of "
                    + "its own)."
            ),
            _ => throw Unclear(
                $"No -OrganizationId is given, and this session sees {all.Count} organizations: "
                    + string.Join(", ", all.Take(MaxListed))
                    + (all.Count > MaxListed ? ", …" : "")
                    + ".",
                "Give one of them with -OrganizationId."
            ),
        };
    }

    private static VgsApiException Unclear(string problem, string action) =>
        new(VgsErrorId.RequestInvalid, problem, "OrganizationId") { RecommendedAction = action };
}
