using VgsCalm.Http.Exchange;

namespace VgsCalm.Accounts;

/// <summary>
/// Looks service accounts up. The API has the whole list of an organization only; one answer serves all look-ups in the
/// organization that come one after another.
/// </summary>
internal sealed class ServiceAccountDirectory
{
    private readonly AccountsDirectory _directory;
    private readonly string _sessionArgument;
    private IReadOnlyList<ServiceAccount>? _list;
    private string? _organization;

    /// <param name="directory">What the session has seen.</param>
    /// <param name="sessionArgument">How a command is given the session in use, with a blank before it; empty for the default one.</param>
    public ServiceAccountDirectory(AccountsDirectory directory, string sessionArgument)
    {
        _directory = directory;
        _sessionArgument = sessionArgument;
    }

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
                RecommendedAction =
                    $"List them with {new AccountCommands(organizationId, _sessionArgument).List(null)}.",
            };
    }
}
