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

        if (IsOf(now, successor))
        {
            return told.Kept($"{unsaved}The store still gives the successor, so");
        }

        var isPutBack = old is not null && unsaved.Length == 0;
        if (now is not null && now.ClientId != plan.OldClientId && !IsOf(now, old))
        {
            return told.Rival(
                now.ClientId,
                isPutBack ? "The old credential had been saved back by then" : $"{unsaved}The store was left as it is"
            );
        }

        // What the store made of the old credential may be no use to anybody, and nobody else may have its secret.
        if (isPutBack && !(now?.ClientId == plan.OldClientId && now.HasSecretOf(old!)))
        {
            return told.Kept(
                $"The old credential was saved back, but -Read gives {(now is null ? "nothing" : $"'{now.ClientId}', not as it was")}, so"
            );
        }

        // What was saved and not overwritten may be where consumers read it, though -Read looks elsewhere, or shows it late.
        if (!isPutBack && (isSaved || (unsaved.Length > 0 && now is null)))
        {
            return told.Kept($"{unsaved}-Read gives {Named(now?.ClientId)}, and -Save may have reached the store, so");
        }

        var removed = await removal.RunAsync(plan, successor.ClientId, observer).ConfigureAwait(false);
        var state = now is null ? "The store is empty, as it was before" : "The store gives the old credential";
        return told.Removed($"{state}. The successor '{successor.ClientId}' is not used {removed}");
    }

    /// <summary>What a store gives, in words.</summary>
    public static string Named(string? clientId) => clientId is null ? "nothing" : $"'{clientId}'";

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
            return now is null || IsOf(now, successor) || now.ClientId == plan.OldClientId ? null : now.ClientId;
        }
        catch (VgsApiException)
        {
            // A store that cannot be read is put back as far as it can be, and looked at again.
            return null;
        }
    }

    // A store may change an id that it saves, its case for one: by its secret it is known all the same.
    private static bool IsOf(StoredCredential? stored, ServiceAccount? account) =>
        stored is not null
        && account is not null
        && (stored.ClientId == account.ClientId || stored.HasSecretOf(account));

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
