namespace VgsCalm.Accounts;

/// <summary>The words for a handover that failed, by what became of the store and of the successor.</summary>
internal sealed class FailureOfHandover(RotationPlan plan, ServiceAccount successor, VgsApiException error)
{
    /// <summary>What the store gives in the end, where the successor has to stay for it.</summary>
    /// <param name="old">The old account, with its secret; null where the store had none.</param>
    /// <param name="now">What the store gives; null where it gives nothing.</param>
    /// <param name="isSaved">Whether the successor was saved.</param>
    /// <param name="unsaved">Why the old credential was not saved back, as a sentence with a blank after it; empty where it was.</param>
    /// <returns>Null where nothing speaks against removing the successor.</returns>
    public FailedHandover? FindDoubt(ServiceAccount? old, StoredCredential? now, bool isSaved, string unsaved)
    {
        if (now?.IsOf(successor) == true)
        {
            return Kept($"{unsaved}The store still gives the successor, so");
        }

        var isPutBack = old is not null && unsaved.Length == 0;
        if (now is not null && now.ClientId != plan.OldClientId && !now.IsOf(old))
        {
            return Rival(
                now.ShownId,
                isPutBack ? "The old credential had been saved back by then" : $"{unsaved}The store was left as it is"
            );
        }

        // What the store made of the old credential may be no use to anybody, and nobody else may have its secret.
        if (isPutBack && !(now?.ClientId == plan.OldClientId && now.HasSecretOf(old!)))
        {
            return Kept(
                $"The old credential was saved back, but -Read gives {(now is null ? "nothing" : $"'{now.ShownId}', not as it was")}, so"
            );
        }

        // What was saved and not overwritten may be where consumers read it, though -Read looks elsewhere, or shows it late.
        return !isPutBack && (isSaved || (unsaved.Length > 0 && now is null))
            ? Kept($"{unsaved}-Read gives {Named(now?.ShownId)}, and -Save may have reached the store, so")
            : null;
    }

    /// <summary>What a store gives, in words.</summary>
    public static string Named(string? clientId) => clientId is null ? "nothing" : $"'{clientId}'";

    /// <summary>The store has the credential of a third account; nothing was removed.</summary>
    /// <param name="third">That account.</param>
    /// <param name="left">How the store was left, as the beginning of a sentence.</param>
    public FailedHandover Rival(string third, string left) =>
        new(
            error.Reworded(
                $"'{plan.OldClientId}' was not replaced. Cause: {Cause}. -Read gives '{third}', which is neither "
                    + $"that account nor its successor '{successor.ClientId}': somebody else may be replacing the account too. {left}, "
                    + "and both accounts were kept.",
                $"Find out which account is to stay, save its credential, and remove the others with {plan.Commands.RemoveFound}.",
                plan.OldClientId
            ),
            IsSuccessorKept: true
        );

    /// <summary>The old account gets no token any more: the successor is the only one that works.</summary>
    public FailedHandover Gone() =>
        new(
            error.Reworded(
                $"'{plan.OldClientId}' was not replaced. Cause: {Cause}. Its credential, as -Read gave it first, "
                    + "gets no token any more, as when somebody else removes the account, so it was not saved back, and the successor "
                    + $"'{successor.ClientId}' was kept.",
                "Save the successor, whose secret is in the output, where its consumers read it.",
                plan.OldClientId
            ),
            IsSuccessorKept: true
        );

    /// <summary>The store may have either credential: both accounts stay.</summary>
    /// <param name="why">Why, up to "both accounts were kept".</param>
    public FailedHandover Kept(string why) =>
        new(
            Explained(
                $"{why} both accounts were kept, and work: '{plan.OldClientId}' and the successor "
                    + $"'{successor.ClientId}', whose secret is in the output. Save the one that you want, and once every consumer "
                    + "has it, remove the other: "
                    + $"{plan.Commands.RemoveOther(plan.OldClientId, successor.ClientId)}."
            ),
            IsSuccessorKept: true
        );

    /// <summary>The store is as it was before, and the successor is gone, or named.</summary>
    /// <param name="what">What is in force now.</param>
    public FailedHandover Removed(string what) => new(Explained(what), IsSuccessorKept: false);

    private string Cause => error.Message.TrimEnd('.');

    private VgsApiException Explained(string what) =>
        error.Reworded(
            $"Service account '{plan.OldClientId}' was not replaced and is untouched. Cause: {Cause}. {what}",
            target: plan.OldClientId
        );
}
