using VgsCalm.Http.Exchange;

namespace VgsCalm.Accounts;

/// <summary>
/// Looks service accounts up. The API has the whole list of an organization only; one answer serves all look-ups in the
/// organization that come one after another.
/// </summary>
internal sealed class ServiceAccountDirectory
{
    private readonly AccountsDirectory _directory;
    private IReadOnlyList<ServiceAccount>? _list;
    private string? _organization;

    public ServiceAccountDirectory(AccountsDirectory directory) => _directory = directory;

    public async Task<IReadOnlyList<ServiceAccount>> ListAsync(
        string organizationId,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        if (_list is { } known && _organization == organizationId)
        {
            return known;
        }

        var list = await _directory
            .ServiceAccounts(organizationId)
            .FetchAsync(observer, cancellationToken)
            .ConfigureAwait(false);
        (_list, _organization) = (list, organizationId);
        return list;
    }

    /// <exception cref="VgsApiException">NotFound: the organization has no such account.</exception>
    public async Task<ServiceAccount> GetAsync(
        string organizationId,
        string clientId,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        var list = await ListAsync(organizationId, observer, cancellationToken).ConfigureAwait(false);
        return list.FirstOrDefault(account => account.ClientId == clientId)
            ?? throw new VgsApiException(
                VgsErrorId.NotFound,
                $"Organization {organizationId} has no service account '{clientId}'.",
                clientId
            )
            {
                RecommendedAction = "List them with Get-VgsServiceAccount -OrganizationId alone.",
            };
    }
}
