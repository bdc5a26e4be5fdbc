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

    /// <summary>Finds the account to replace, and decides what its successor is to be. Nothing is changed.</summary>
    /// <param name="organizationId">The organization.</param>
    /// <param name="oldClientId">The account to be replaced.</param>
    /// <param name="settings">What the successor is to be; null takes the old account's settings.</param>
    /// <param name="held">What the caller knows of the old account, which may be more than the list tells: the vault above all.</param>
    /// <param name="observer">Hears of the requests.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="VgsApiException">NotFound: there is no such account.</exception>
    /// <exception cref="VgsConfigException">The settings of the old account are not known.</exception>
    public async Task<RotationPlan> PlanAsync(
        string organizationId,
        string oldClientId,
        VgsServiceAccountConfig? settings,
        VgsServiceAccountConfig? held,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        var present = await _accounts.ListAsync(organizationId, observer, cancellationToken).ConfigureAwait(false);
        var old =
            present.FirstOrDefault(account => account.ClientId == oldClientId)
            ?? throw new VgsApiException(
                VgsErrorId.NotFound,
                $"Organization {organizationId} has no service account '{oldClientId}'; nothing was made.",
                oldClientId
            )
            {
                RecommendedAction = "List them with Get-VgsServiceAccount.",
            };
        return new RotationPlan(
            organizationId,
            oldClientId,
            settings ?? Complete(held ?? old.ToConfig(), oldClientId),
            present
        );
    }

    private static VgsServiceAccountConfig Complete(VgsServiceAccountConfig known, string oldClientId) =>
        known is { Name.Length: > 0, VaultId: not null } && known.Scope.Length + known.OptionalScope.Length > 0
            ? known
            : throw new VgsConfigException(
                $"the list does not tell the settings of '{oldClientId}' (name, scopes and vault are needed); nothing was made. "
                    + $"Give them with -Path or -Config.",
                field: "Config"
            );

    /// <summary>Makes and proves the successor. The old account is not touched.</summary>
    /// <param name="plan">What to replace, and by what.</param>
    /// <param name="limit">How long the successor may take to get its first token.</param>
    /// <param name="observer">Hears of the requests.</param>
    /// <param name="cancellationToken">Ends it; the successor is removed then.</param>
    public async Task<ServiceAccount> MakeSuccessorAsync(
        RotationPlan plan,
        TimeSpan limit,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        var (organizationId, oldClientId, config, _) = plan;
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
                await NewcomersAsync(plan, observer, cancellationToken).ConfigureAwait(false)
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

    /// <summary>Removes the account that was replaced.</summary>
    public async Task RemoveOldAsync(
        RotationPlan plan,
        ServiceAccount successor,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await _accounts
                .DeleteAsync(plan.OrganizationId, plan.OldClientId, observer, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (VgsApiException error)
        {
            throw error.Reworded(
                $"The successor '{successor.ClientId}' is in force, but the old account '{plan.OldClientId}' could not "
                    + $"be removed: {error.Message}",
                "Remove it with Remove-VgsServiceAccount.",
                plan.OldClientId
            );
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

    // The answer that had the successor's id is lost. A new account of the successor's name may be the successor, or another
    // administrator's: the error names it, and does not remove it.
    private async Task<string> NewcomersAsync(
        RotationPlan plan,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var known = new HashSet<string>(plan.Before.Select(account => account.ClientId), StringComparer.Ordinal);
            var after = await _accounts
                .ListAsync(plan.OrganizationId, observer, cancellationToken)
                .ConfigureAwait(false);
            var newcomers = after
                .Where(account => account.Name == plan.Config.Name && !known.Contains(account.ClientId))
                .Select(account => account.ClientId)
                .ToArray();
            return newcomers.Length == 0
                ? "No new account is to be seen."
                : $"A new account is to be seen whose secret is lost: {string.Join(", ", newcomers)}. Unless another "
                    + $"administrator made it just now, remove it with Remove-VgsServiceAccount.";
        }
        catch (VgsApiException)
        {
            return $"Whether an account named '{plan.Config.Name}' was made could not be seen: look with "
                + $"Get-VgsServiceAccount, and remove the one whose secret is lost.";
        }
    }

    private static VgsApiException Explained(VgsApiException error, string oldClientId, string what) =>
        error.Reworded(
            $"Service account '{oldClientId}' was not replaced and is untouched. {what} Cause: {error.Message}",
            target: oldClientId
        );
}
