using VgsCalm.Http.Exchange;

namespace VgsCalm.Accounts;

/// <summary>
/// Ends a handover that failed: saves the old credential back and removes the successor, unless the store may hold it, or has a third
/// account's credential by then.
/// </summary>
internal sealed class CredentialPutBack(CredentialStore store, SuccessorRemoval removal)
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
        if (await FindForeignAsync(plan, successor, cancellationToken).ConfigureAwait(false) is { } foreign)
        {
            return new FailedHandover(
                error.Reworded(
                    $"'{plan.OldClientId}' was not replaced. Cause: {error.Message.TrimEnd('.')}. -Read gives '{foreign}', which is neither "
                        + $"that account nor its successor '{successor.ClientId}': somebody else may be replacing the account too. The "
                        + "store was left as it is, and both accounts were kept.",
                    "Find out which account is to stay, save its credential, and remove the others with Remove-VgsServiceAccount.",
                    plan.OldClientId
                ),
                true
            );
        }

        var saved = await SaveAsync(old, cancellationToken).ConfigureAwait(false);
        string? now;
        try
        {
            now = (await store.ReadAsync(cancellationToken).ConfigureAwait(false))?.ClientId;
        }
        catch (VgsApiException unread)
        {
            return Kept($"{saved}What the store has now could not be read ({unread.Message.TrimEnd('.')}), so");
        }

        if (now == successor.ClientId)
        {
            return Kept($"{saved}The store still gives the successor, so");
        }

        // What was saved and not overwritten may be where consumers read it, though -Read looks elsewhere.
        var isPutBack = old is not null && saved.Length == 0;
        if (now != plan.OldClientId && !isPutBack && (isSaved || saved.Length > 0))
        {
            return Kept($"{saved}-Read gives {Named(now)}, and -Save may have reached the store, so");
        }

        var removed = await removal.RunAsync(plan.OrganizationId, successor.ClientId, observer).ConfigureAwait(false);
        var state =
            now == plan.OldClientId ? "The store gives the old credential"
            : old is null && now is null ? "The store is empty, as it was before"
            : $"The store gives {Named(now)}: save the credential of '{plan.OldClientId}' there "
                + "again. The old account works";
        return new FailedHandover(
            Explained(
                $"{(now == plan.OldClientId ? "" : saved)}{state}. The successor '{successor.ClientId}' is not used {removed}"
            ),
            false
        );

        FailedHandover Kept(string why) =>
            new(
                Explained(
                    $"{why} both accounts were kept, and work: '{plan.OldClientId}' and the successor "
                        + $"'{successor.ClientId}'. Save the one that you want, and remove the other with Remove-VgsServiceAccount."
                ),
                true
            );

        VgsApiException Explained(string what) =>
            error.Reworded(
                $"Service account '{plan.OldClientId}' was not replaced and is untouched. Cause: {error.Message.TrimEnd('.')}. {what}",
                target: plan.OldClientId
            );
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
            return now is null || now.ClientId == successor.ClientId || now.ClientId == plan.OldClientId
                ? null
                : now.ClientId;
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
