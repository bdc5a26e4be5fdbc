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
    private readonly CredentialPutBack _putBack;
    private readonly Func<SuccessorProof> _newProof;
    private ServiceAccount? _old;

    /// <param name="store">Where the credential goes.</param>
    /// <param name="removal">Removes a successor that is not in use.</param>
    /// <param name="newProof">Begins a proof, with the time that it may take.</param>
    public CredentialHandover(CredentialStore store, SuccessorRemoval removal, Func<SuccessorProof> newProof)
    {
        _store = store;
        _removal = removal;
        _putBack = new CredentialPutBack(store, removal, newProof);
        _newProof = newProof;
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
                $"-Read gives the credential of '{stored.ShownId}', not of '{plan.OldClientId}', which is to be replaced; "
                    + "nothing was made.",
                plan.OldClientId
            )
            {
                RecommendedAction = "Compare the secret's name in -Read and -Save with -ClientId.",
            };
        }

        // The store's own settings first: whatever it was given once is given back.
        var old = stored.Settings is { Name.Length: > 0 } settings
            ? ServiceAccount.FromConfig(settings, stored.ClientId)
            : plan.Old;
        _old = old with { ClientSecret = stored.Secret };
    }

    /// <summary>Saves the successor, reads it back and proves what was read.</summary>
    /// <param name="plan">What is replaced.</param>
    /// <param name="successor">The successor, with its secret.</param>
    /// <param name="observer">Hears of the requests.</param>
    /// <param name="cancellationToken">Ends it. Both accounts stay then, since the store may hold either.</param>
    /// <returns>Null when it is done; otherwise what failed, and what is in force now.</returns>
    public async Task<FailedHandover?> RunAsync(
        RotationPlan plan,
        ServiceAccount successor,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        if (await FindChangeAsync(plan, cancellationToken).ConfigureAwait(false) is { } change)
        {
            var removed = await _removal.RunAsync(plan, successor.ClientId, observer).ConfigureAwait(false);
            return new FailedHandover(
                change.Reworded(
                    $"{change.Message.TrimEnd('.')}. Nothing was saved. The successor '{successor.ClientId}' is not used {removed}",
                    target: plan.OldClientId
                ),
                false
            );
        }

        var isSaved = false;
        try
        {
            await _store.SaveAsync(successor, cancellationToken).ConfigureAwait(false);
            isSaved = true;
            var read = await _store.ReadAsync(cancellationToken).ConfigureAwait(false);
            RequireSame(read, successor);
            await _newProof()
                .RunAsync(successor with { ClientSecret = read!.Secret }, observer, cancellationToken)
                .ConfigureAwait(false);
            return null;
        }
        catch (VgsApiException error)
        {
            return await _putBack
                .RunAsync(plan, _old, successor, isSaved, error, observer, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    /// <summary>Requires that the store still gives the successor, before the account that it replaces is removed.</summary>
    /// <exception cref="VgsApiException">It gives another credential by now, or cannot be read.</exception>
    public async Task RequireInForceAsync(
        RotationPlan plan,
        ServiceAccount successor,
        CancellationToken cancellationToken
    )
    {
        var kept = $"The old account '{plan.OldClientId}' was not removed";
        StoredCredential? now;
        try
        {
            now = await _store.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (VgsApiException error)
        {
            throw error.Reworded(
                $"The successor '{successor.ClientId}' was saved and proved. {kept}, since the store could not be read once more: "
                    + error.Message,
                $"See that the store has the successor, then remove the old account with {plan.Commands.Remove(plan.OldClientId)}.",
                plan.OldClientId
            );
        }

        if (now?.ClientId != successor.ClientId)
        {
            throw new VgsApiException(
                VgsErrorId.Conflict,
                $"The successor '{successor.ClientId}' was saved and proved, but by now the store gives "
                    + $"{FailureOfHandover.Named(now?.ShownId)}: somebody else may be replacing the account too. {kept}.",
                plan.OldClientId
            )
            {
                RecommendedAction =
                    $"Find out which account is to stay, save its credential, and remove the others with {plan.Commands.RemoveFound}.",
            };
        }
    }

    // The first reading may be a minute old. If another administrator has replaced the account since, only the store has the new secret.
    private async Task<VgsApiException?> FindChangeAsync(RotationPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            var now = await _store.ReadAsync(cancellationToken).ConfigureAwait(false);
            return now is null || now.ClientId == plan.OldClientId
                ? null
                : new VgsApiException(
                    VgsErrorId.Conflict,
                    $"'{plan.OldClientId}' was not replaced: by now the store gives '{now.ShownId}', so somebody else has replaced it."
                )
                {
                    RecommendedAction =
                        $"Use what the store gives. See with {plan.Commands.List(plan.Config.Name)} which accounts there are, and remove "
                        + $"those that nobody uses with {plan.Commands.RemoveFound}.",
                };
        }
        catch (VgsApiException error)
        {
            return error.Reworded($"'{plan.OldClientId}' was not replaced. Cause: {error.Message}");
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
            : read.ClientId != successor.ClientId ? $"the store gives '{read.ShownId}' after the successor was saved"
            : !read.HasSecretOf(successor) ? "the store gives another secret than the one that was saved"
            : null;
        if (problem is not null)
        {
            throw new VgsApiException(VgsErrorId.RequestInvalid, $"What was saved is not what is read: {problem}.")
            {
                RecommendedAction =
                    "Compare -Save with -Read: do they name the same secret of the same vault? "
                    + "Where the vault shows a change late, let -Save wait until it does.",
            };
        }
    }
}
