using VgsCalm.Accounts;

namespace VgsCalm.Cmdlets;

/// <summary>A command that works in one organization, which need not be named where the session sees only one.</summary>
public abstract class VgsOrganizationCmdlet : VgsSessionCmdlet
{
    // Their secrets are in the output alone, and an assignment gets none of it where the pipeline ends with an error.
    private readonly List<VgsServiceAccount> _unsaved = [];
    private string? _warnedOf;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();

        // What a record leaves empty was never known. On the command line it is a variable that was to be set.
        if (MyInvocation.BoundParameters.TryGetValue("OrganizationId", out var typed) && typed is null or "")
        {
            throw Fail(
                new VgsApiException(VgsErrorId.RequestInvalid, "-OrganizationId is empty; nothing was sent.")
                {
                    RecommendedAction =
                        "Give an id (AC…), or leave -OrganizationId out where the session sees one organization only.",
                }
            );
        }
    }

    /// <summary>What there is if the command ends now; null where nothing has to be told. Any thread may ask.</summary>
    private protected Func<string?> DescribeLeftover { get; set; } = () => null;

    /// <summary>The organization to work in, or the end of the command with the error that lists them.</summary>
    /// <param name="given">What the caller named; null or empty where nothing.</param>
    /// <param name="ofConfig">What the configuration names; null where nothing.</param>
    private protected string ResolveOrganization(string? given, string? ofConfig = null)
    {
        given = given is "" ? null : given;
        WarnOfOddity(given);
        var directory = RequireSession().Directory;
        return AwaitOrFail(cancel => directory.ResolveOrganizationAsync(given, ofConfig, Observer, cancel));
    }

    /// <summary>Warns of what looks like no organization's id, once where records in a row have it.</summary>
    /// <param name="given">What the caller named; null or empty where nothing.</param>
    private protected void WarnOfOddity(string? given)
    {
        if (given is { Length: > 0 } && given != _warnedOf && OrganizationIdText.FindOddity(given) is { } oddity)
        {
            _warnedOf = given;
            WriteWarning(oddity);
        }
    }

    /// <summary>Hands out an account whose secret VGS gives this once; a warning says where it is, if nothing takes it.</summary>
    private protected void WriteNew(VgsServiceAccount account)
    {
        var warning = UntakenAccount.Keep(this, account, EndingFor(account));
        Hold(account);
        WriteObject(account.AsNew());
        if (warning is not null)
        {
            WriteWarning(warning);
        }
    }

    /// <summary>Has the shell keep an account if the command does not come to its end.</summary>
    /// <param name="account">The account; null for none.</param>
    private protected void Hold(VgsServiceAccount? account)
    {
        if (account is not null)
        {
            _unsaved.Add(account);
        }
    }

    /// <summary>What the warning of an account that nothing took ends with.</summary>
    private protected virtual string EndingFor(VgsServiceAccount account) =>
        "An account that is not needed: remove it with "
        + $"{new AccountCommands(account.OrganizationId, SessionArgument).Remove(account.ClientId)}.";

    /// <inheritdoc/>
    protected override void EndProcessing() => _unsaved.Clear();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            TellUnsaved();
        }

        base.Dispose(disposing);
    }

    private protected override void TellLost()
    {
        if (DescribeLeftover() is { } leftover)
        {
            HostWarning.Write(Host, leftover);
        }

        TellUnsaved();
    }

    private void TellUnsaved()
    {
        foreach (var account in _unsaved.Distinct())
        {
            HostWarning.Write(
                Host,
                UntakenAccount.Keep(
                    this,
                    account,
                    EndingFor(account),
                    "The pipeline ended early, so that its output may be lost"
                )
            );
        }

        _unsaved.Clear();
    }
}
