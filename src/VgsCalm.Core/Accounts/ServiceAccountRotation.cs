using VgsCalm.Http.Exchange;

namespace VgsCalm.Accounts;

/// <summary>
/// Replaces a service account with no outage: makes a successor, proves it by a token of its own, and hands it over; the old
/// account is removed last, where that is asked for. The API cannot rotate a secret. Whatever fails on the way, the old account
/// stays as it is, and a successor that is not in use is removed again, or named.
/// </summary>
internal sealed class ServiceAccountRotation
{
    private readonly ServiceAccountClient _accounts;
    private readonly SuccessorRemoval _removal;
    private readonly Func<SuccessorProof> _newProof;
    private readonly CredentialHandover? _handover;

    /// <param name="accounts">The organization's accounts.</param>
    /// <param name="newProof">Begins a proof, with the time that it may take.</param>
    /// <param name="store">Where consumers find the credential; null where the caller sees to that.</param>
    public ServiceAccountRotation(ServiceAccountClient accounts, Func<SuccessorProof> newProof, CredentialStore? store)
    {
        _accounts = accounts;
        _removal = new SuccessorRemoval(accounts);
        _newProof = newProof;
        _handover = store is null ? null : new CredentialHandover(store, _removal, newProof);
    }

    /// <summary>
    /// What a person has to know when the rotation is interrupted: which accounts there are now. Null while there is nothing to say.
    /// </summary>
    public string? Leftover { get; private set; }

    /// <summary>The successor while it is handed over: an interrupted script may have put its secret, and the old one's, nowhere.</summary>
    public ServiceAccount? InHandover { get; private set; }

    /// <summary>
    /// Makes the successor, proves it, and puts it where its consumers find it. The old account is not touched.
    /// </summary>
    /// <param name="plan">What to replace, and by what.</param>
    /// <param name="observer">Hears of the requests.</param>
    /// <param name="cancellationToken">Ends it; <see cref="Leftover"/> tells what is there then.</param>
    /// <exception cref="VgsApiException">It failed before anything was saved.</exception>
    public async Task<RotationResult> RunAsync(
        RotationPlan plan,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        if (_handover is not null)
        {
            await _handover.ReadOldAsync(plan, cancellationToken).ConfigureAwait(false);
        }

        var successor = await MakeAsync(plan, observer, cancellationToken).ConfigureAwait(false);
        await ProveAsync(plan, successor, observer, cancellationToken).ConfigureAwait(false);
        if (_handover is null)
        {
            return new RotationResult(successor, Failure: null);
        }

        Leftover =
            $"The replacement of '{plan.OldClientId}' was interrupted while its successor '{successor.ClientId}' was handed over. "
            + "Both accounts work, and the store may have the credential of either: look which one, and once every consumer has it, remove "
            + $"the other: {plan.Commands.RemoveOther(plan.OldClientId, successor.ClientId)}.";
        InHandover = successor;
        var failure = await _handover.RunAsync(plan, successor, observer, cancellationToken).ConfigureAwait(false);
        InHandover = null;
        Leftover = null;
        return failure is null
            ? new RotationResult(successor, Failure: null)
            : new RotationResult(failure.IsSuccessorKept ? successor : null, failure.Error);
    }

    private async Task<ServiceAccount> MakeAsync(
        RotationPlan plan,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        Leftover =
            $"The replacement of '{plan.OldClientId}' was interrupted, and an account named '{plan.Config.Name}' may have been "
            + $"made whose secret is lost. The old account is untouched. {plan.SearchAdvice}";
        try
        {
            var made = await _accounts
                .CreateAsync(plan.OrganizationId, plan.Config, observer, cancellationToken)
                .ConfigureAwait(false);
            Leftover = null;
            return made;
        }
        catch (VgsApiException error) when (error.MayHaveActed)
        {
            var search = new SuccessorSearch(_accounts);
            var found = await search.RunAsync(plan, observer, cancellationToken).ConfigureAwait(false);
            throw Explained(error, plan.OldClientId, found);
        }
        catch (VgsApiException error)
        {
            throw Explained(error, plan.OldClientId, "No successor was made.");
        }
    }

    private async Task ProveAsync(
        RotationPlan plan,
        ServiceAccount successor,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        var proof = _newProof();
        try
        {
            await proof.RunAsync(successor, observer, cancellationToken).ConfigureAwait(false);
        }
        catch (VgsApiException error)
        {
            var noToken = $"The successor '{successor.ClientId}' got no token ({proof.Course})";
            throw Explained(
                error,
                plan.OldClientId,
                $"{noToken} {await _removal.RunAsync(plan, successor.ClientId, observer).ConfigureAwait(false)}"
            );
        }
        catch (OperationCanceledException)
        {
            var removed = await _removal.RunAsync(plan, successor.ClientId, observer).ConfigureAwait(false);
            if (_removal.HasLeftOne)
            {
                Leftover =
                    $"The replacement of '{plan.OldClientId}' was interrupted. The successor '{successor.ClientId}' "
                    + $"is not used {removed}";
            }

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
        var removal = plan.Commands.Remove(plan.OldClientId);
        Leftover =
            $"The successor '{successor.ClientId}' was saved and proved, and the old account '{plan.OldClientId}' was not removed. "
            + $"See that the store has the successor, then remove it with {removal}.";
        if (_handover is not null)
        {
            await _handover.RequireInForceAsync(plan, successor, cancellationToken).ConfigureAwait(false);
        }

        Leftover =
            $"The successor '{successor.ClientId}' is in force. Whether the old account '{plan.OldClientId}' was removed is not "
            + $"known: remove it again with {removal}; NotFound means then that it was.";

        try
        {
            await _accounts
                .DeleteAsync(plan.OrganizationId, plan.OldClientId, observer, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (VgsApiException error) when (error.Id == VgsErrorId.NotFound)
        {
            throw error.Reworded(
                $"The successor '{successor.ClientId}' is in force. The old account '{plan.OldClientId}' was not there any more: somebody "
                    + "else has removed it.",
                $"See with {plan.Commands.List(plan.Config.Name)} whether there is another successor of it, and remove the one that nobody "
                    + $"uses with {plan.Commands.RemoveFound}.",
                plan.OldClientId
            );
        }
        catch (VgsApiException error)
        {
            throw error.Reworded(
                $"The successor '{successor.ClientId}' is in force, but the old account '{plan.OldClientId}' could not "
                    + $"be removed: {error.Message}",
                $"Remove it with {removal}.",
                plan.OldClientId
            );
        }

        Leftover = null;
    }

    private static VgsApiException Explained(VgsApiException error, string oldClientId, string what) =>
        error.Reworded(
            $"Service account '{oldClientId}' was not replaced and is untouched. {what} Cause: {error.Message}",
            target: oldClientId
        );
}
