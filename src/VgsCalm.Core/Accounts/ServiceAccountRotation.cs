using VgsCalm.Http.Exchange;

namespace VgsCalm.Accounts;

/// <summary>
/// Replaces a service account with no outage: makes a successor, proves it by a token of its own, and hands it over.
/// The API cannot rotate a secret. Whatever fails on the way, the old account stays as it is, and the successor is removed again,
/// or the error says by name which one could not be.
/// </summary>
internal sealed class ServiceAccountRotation
{
    // Tidying up goes on after Ctrl+C, but not for long.
    private static readonly TimeSpan MaxCleaningTime = TimeSpan.FromSeconds(4);

    private readonly ServiceAccountClient _accounts;
    private readonly Func<ServiceAccount, RequestObserver, CancellationToken, Task> _prove;
    private readonly Clock _clock;

    /// <param name="accounts">The organization's accounts.</param>
    /// <param name="prove">Gets a token with the credentials of an account, or throws.</param>
    /// <param name="clock">Time.</param>
    public ServiceAccountRotation(
        ServiceAccountClient accounts,
        Func<ServiceAccount, RequestObserver, CancellationToken, Task> prove,
        Clock clock
    )
    {
        _accounts = accounts;
        _prove = prove;
        _clock = clock;
    }

    /// <summary>Makes and proves the successor. The old account is not touched.</summary>
    /// <param name="organizationId">The organization.</param>
    /// <param name="oldClientId">The account to be replaced.</param>
    /// <param name="config">What the successor is to be.</param>
    /// <param name="before">The accounts that are there before.</param>
    /// <param name="limit">How long the successor may take to get its first token.</param>
    /// <param name="observer">Hears of the requests.</param>
    /// <param name="cancellationToken">Ends it; the successor is removed then.</param>
    public async Task<ServiceAccount> MakeSuccessorAsync(
        string organizationId,
        string oldClientId,
        VgsServiceAccountConfig config,
        IReadOnlyList<ServiceAccount> before,
        TimeSpan limit,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        ServiceAccount successor;
        try
        {
            successor = await _accounts
                .CreateAsync(organizationId, config, observer, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (VgsApiException error) when (error.Id is VgsErrorId.OutcomeUnknown or VgsErrorId.ResponseInvalid)
        {
            throw Explained(
                error,
                oldClientId,
                await NewcomersAsync(organizationId, config, before, observer, cancellationToken).ConfigureAwait(false)
            );
        }
        catch (VgsApiException error)
        {
            throw Explained(error, oldClientId, "No successor was made.");
        }

        var proof = new SuccessorProof(_prove, limit, _clock);
        try
        {
            await proof.RunAsync(successor, observer, cancellationToken).ConfigureAwait(false);
            return successor;
        }
        catch (VgsApiException error)
        {
            var noToken = $"The successor '{successor.ClientId}' got no token ({proof.Course})";
            throw Explained(
                error,
                oldClientId,
                $"{noToken} {await RemoveAsync(organizationId, successor.ClientId, observer).ConfigureAwait(false)}"
            );
        }
        catch (OperationCanceledException)
        {
            await RemoveAsync(organizationId, successor.ClientId, observer).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<string> RemoveAsync(string organizationId, string clientId, RequestObserver observer)
    {
        using var limit = new CancellationTokenSource(MaxCleaningTime);
        try
        {
            await _accounts.DeleteAsync(organizationId, clientId, observer, limit.Token).ConfigureAwait(false);
            return "and was removed again.";
        }
        catch (VgsApiException error)
        {
            return $"and could not be removed ({error.Message.TrimEnd('.')}): remove it with Remove-VgsServiceAccount "
                + $"-ClientId {clientId}.";
        }
        catch (OperationCanceledException)
        {
            return $"and could not be removed in time: remove it with Remove-VgsServiceAccount -ClientId {clientId}.";
        }
    }

    // The answer that had the successor's id is lost. An account that is new and has its name may be it, or somebody
    // else's: it is named, not removed.
    private async Task<string> NewcomersAsync(
        string organizationId,
        VgsServiceAccountConfig config,
        IReadOnlyList<ServiceAccount> before,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var known = new HashSet<string>(before.Select(account => account.ClientId), StringComparer.Ordinal);
            var after = await _accounts.ListAsync(organizationId, observer, cancellationToken).ConfigureAwait(false);
            var newcomers = after
                .Where(account => account.Name == config.Name && !known.Contains(account.ClientId))
                .Select(account => account.ClientId)
                .ToArray();
            return newcomers.Length == 0
                ? "No new account is to be seen."
                : $"A new account is to be seen whose secret is lost: {string.Join(", ", newcomers)}. Unless somebody "
                    + $"else made it just now, remove it with Remove-VgsServiceAccount.";
        }
        catch (VgsApiException)
        {
            return $"Whether an account named '{config.Name}' was made could not be seen: look with "
                + $"Get-VgsServiceAccount, and remove the one whose secret nobody has.";
        }
    }

    private static VgsApiException Explained(VgsApiException error, string oldClientId, string what) =>
        error.Reworded(
            $"Service account '{oldClientId}' was not replaced and is untouched. {what} Cause: {error.Message}",
            target: oldClientId
        );
}
