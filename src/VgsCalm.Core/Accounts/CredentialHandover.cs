using VgsCalm.Http.Exchange;

namespace VgsCalm.Accounts;

/// <summary>
/// Puts a successor's credential where its consumers find it: saved, read back, and proved by a token with what was read.
/// Where any of it fails, the old credential is put back; an account whose credential the store may hold is never removed.
/// </summary>
internal sealed class CredentialHandover
{
    private readonly CredentialStore _store;
    private readonly SuccessorRemoval _removal;
    private readonly Func<ServiceAccount, RequestObserver, CancellationToken, Task> _prove;
    private readonly Clock _clock;
    private ServiceAccount? _old;

    /// <param name="store">Where the credential goes.</param>
    /// <param name="removal">Removes a successor that is not in use.</param>
    /// <param name="prove">Gets a token with the credentials of an account, or throws.</param>
    /// <param name="clock">Time.</param>
    public CredentialHandover(
        CredentialStore store,
        SuccessorRemoval removal,
        Func<ServiceAccount, RequestObserver, CancellationToken, Task> prove,
        Clock clock
    )
    {
        _store = store;
        _removal = removal;
        _prove = prove;
        _clock = clock;
    }

    /// <summary>Reads the old credential, to have it for the case of a failure. It comes before anything is made.</summary>
    /// <exception cref="VgsApiException">The store cannot be read, or holds another account's credential.</exception>
    public async Task ReadOldAsync(RotationPlan plan, CancellationToken cancellationToken)
    {
        // A store without a credential is one that gets its first.
        if (await ReadFirstAsync(plan, cancellationToken).ConfigureAwait(false) is not { } stored)
        {
            return;
        }

        if (stored.ClientId != plan.OldClientId)
        {
            throw new VgsApiException(
                VgsErrorId.RequestInvalid,
                $"-Read gives the credential of '{stored.ClientId}', not of '{plan.OldClientId}', which is to be replaced; "
                    + "nothing was made.",
                plan.OldClientId
            )
            {
                RecommendedAction = "Compare the secret's name in -Read and -Save with -ClientId.",
            };
        }

        _old = plan.Old with { ClientSecret = stored.Secret };
    }

    /// <summary>Saves the successor, reads it back and proves what was read.</summary>
    /// <param name="plan">What is replaced.</param>
    /// <param name="successor">The successor, with its secret.</param>
    /// <param name="limit">How long the proof may take.</param>
    /// <param name="observer">Hears of the requests.</param>
    /// <param name="cancellationToken">Ends it. Both accounts stay then, since the store may hold either.</param>
    /// <returns>Null when it is done; otherwise what failed, and what is in force now.</returns>
    public async Task<FailedHandover?> RunAsync(
        RotationPlan plan,
        ServiceAccount successor,
        TimeSpan limit,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        var isSaved = false;
        try
        {
            await _store.SaveAsync(successor, cancellationToken).ConfigureAwait(false);
            isSaved = true;
            var read = await _store.ReadAsync(cancellationToken).ConfigureAwait(false);
            RequireSame(read, successor);
            var proof = new SuccessorProof(_prove, limit, _clock);
            await proof
                .RunAsync(successor with { ClientSecret = read!.Secret }, observer, cancellationToken)
                .ConfigureAwait(false);
            return null;
        }
        catch (VgsApiException error)
        {
            return await PutBackAsync(plan, successor, isSaved, error, observer, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private async Task<StoredCredential?> ReadFirstAsync(RotationPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            return await _store.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (VgsApiException error)
        {
            throw error.Reworded(
                $"Service account '{plan.OldClientId}' was not replaced and is untouched; nothing was made or saved. "
                    + $"Cause: {error.Message}",
                target: plan.OldClientId
            );
        }
    }

    private static void RequireSame(StoredCredential? read, ServiceAccount successor)
    {
        var problem =
            read is null ? "the store gives nothing after the successor was saved"
            : read.ClientId != successor.ClientId ? $"the store gives '{read.ClientId}' after the successor was saved"
            : !read.HasSecretOf(successor) ? "the store gives another secret than the one that was saved"
            : null;
        if (problem is not null)
        {
            throw new VgsApiException(VgsErrorId.RequestInvalid, $"What was saved is not what is read: {problem}.")
            {
                RecommendedAction = "Compare -Save with -Read: do they name the same secret of the same vault?",
            };
        }
    }

    private async Task<FailedHandover> PutBackAsync(
        RotationPlan plan,
        ServiceAccount successor,
        bool isSaved,
        VgsApiException error,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        var saved = await SaveOldAsync(cancellationToken).ConfigureAwait(false);
        string? now;
        try
        {
            now = (await _store.ReadAsync(cancellationToken).ConfigureAwait(false))?.ClientId;
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
        var isPutBack = _old is not null && saved.Length == 0;
        if (now != plan.OldClientId && !isPutBack && (isSaved || saved.Length > 0))
        {
            return Kept(
                $"{saved}-Read gives {(now is null ? "nothing" : $"'{now}'")}, and -Save may have reached the store, so"
            );
        }

        var removed = await _removal.RunAsync(plan.OrganizationId, successor.ClientId, observer).ConfigureAwait(false);
        var state =
            now == plan.OldClientId ? "The store gives the old credential"
            : _old is null && now is null ? "The store is empty, as it was before"
            : $"The store gives {(now is null ? "nothing" : $"'{now}'")}: save the credential of '{plan.OldClientId}' there "
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

    // Nothing to say where it succeeded: what the store gives afterwards tells.
    private async Task<string> SaveOldAsync(CancellationToken cancellationToken)
    {
        if (_old is null)
        {
            return "";
        }

        try
        {
            await _store.SaveAsync(_old, cancellationToken).ConfigureAwait(false);
            return "";
        }
        catch (VgsApiException error)
        {
            return $"The old credential could not be saved back ({error.Message.TrimEnd('.')}). ";
        }
    }
}
