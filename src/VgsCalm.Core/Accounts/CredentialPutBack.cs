using VgsCalm.Http.Exchange;

namespace VgsCalm.Accounts;

/// <summary>
/// Ends a handover that failed: saves the old credential back and removes the successor, unless the store may hold it, or has a third
/// account's credential by then.
/// </summary>
internal sealed class CredentialPutBack(CredentialStore store, SuccessorRemoval removal, Func<SuccessorProof> newProof)
{
    /// <param name="plan">What was to be replaced.</param>
    /// <param name="old">The old account, with its secret; null where the store had none.</param>
    /// <param name="successor">The successor.</param>
    /// <param name="isSaved">Whether -Save ended well.</param>
    /// <param name="error">What failed.</param>
    /// <param name="observer">Hears of the requests.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What failed, and what is in force now.</returns>
    public async Task<FailedHandover> RunAsync(
        RotationPlan plan,
        ServiceAccount? old,
        ServiceAccount successor,
        bool isSaved,
        VgsApiException error,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        var told = new FailureOfHandover(plan, successor, error);
        if (await FindForeignAsync(plan, successor, cancellationToken).ConfigureAwait(false) is { } foreign)
        {
            return told.Rival(foreign, "The store was left as it is");
        }

        if (old is not null && !await newProof().IsInForceAsync(old, observer, cancellationToken).ConfigureAwait(false))
        {
            return told.Gone();
        }

        var unsaved = await SaveAsync(old, cancellationToken).ConfigureAwait(false);
        StoredCredential? now;
        try
        {
            now = await store.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (VgsApiException unread)
        {
            return told.Kept($"{unsaved}What the store has now could not be read ({unread.Message.TrimEnd('.')}), so");
        }

        if (told.FindDoubt(old, now, isSaved, unsaved) is { } doubt)
        {
            return doubt;
        }

        var removed = await removal.RunAsync(plan, successor.ClientId, observer).ConfigureAwait(false);
        var state = now is null ? "The store is empty, as it was before" : "The store gives the old credential";
        return told.Removed($"{state}. The successor '{successor.ClientId}' is not used {removed}");
    }

    // The account of a credential that this rotation did not put there. The old one must not take its place: it may be removed by now.
    private async Task<string?> FindForeignAsync(
        RotationPlan plan,
        ServiceAccount successor,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var now = await store.ReadAsync(cancellationToken).ConfigureAwait(false);
            return now is null || now.IsOf(successor) || now.ClientId == plan.OldClientId ? null : now.ShownId;
        }
        catch (VgsApiException)
        {
            // A store that cannot be read is put back as far as it can be, and looked at again.
            return null;
        }
    }

    // Nothing to say where it succeeded: what the store gives afterwards tells.
    private async Task<string> SaveAsync(ServiceAccount? old, CancellationToken cancellationToken)
    {
        if (old is null)
        {
            return "";
        }

        try
        {
            await store.SaveAsync(old, cancellationToken).ConfigureAwait(false);
            return "";
        }
        catch (VgsApiException error)
        {
            return $"The old credential could not be saved back ({error.Message.TrimEnd('.')}). ";
        }
    }
}
