using System.Management.Automation;
using VgsCalm.Accounts;
using VgsCalm.Binding;
using VgsCalm.Cmdlets;
using VgsCalm.Errors;
using VgsCalm.Files;

namespace VgsCalm.Commands.ServiceAccounts;

/// <summary>Reset-VgsServiceAccount: replaces an account by a successor that has proved itself; the old one stays till removed.</summary>
[Cmdlet(
    VerbsCommon.Reset,
    "VgsServiceAccount",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.High,
    DefaultParameterSetName = "ClientId"
)]
[OutputType(typeof(VgsServiceAccount))]
public sealed class ResetVgsServiceAccountCommand : VgsOrganizationCmdlet
{
    private const string Replacement = "Replace service account and revoke the old one";

    /// <summary>The organization (AC…); without it, the only one that the session sees.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [TextOfRecord("OrganizationId", RefusesOthers = true, RefusesAccounts = true)]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    [ValidateNotNullOrEmpty]
    public string? OrganizationId { get; set; }

    /// <summary>Client id of the account to replace.</summary>
    [Parameter(ParameterSetName = "ClientId", Mandatory = true)]
    [TextOfRecord("ClientId", RefusesOthers = true)]
    [ArgumentCompleter(typeof(ClientIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string ClientId { get; set; } = "";

    /// <summary>The account to replace.</summary>
    [Parameter(ParameterSetName = "InputObject", Mandatory = true, ValueFromPipeline = true)]
    [LiveAccount(typeof(VgsServiceAccount))]
    [ValidateNotNull]
    public VgsServiceAccount InputObject { get; set; } = null!;

    /// <summary>A credentials.yaml with the settings of the successor, where VGS's list does not tell those of the old account.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The same as an object.</summary>
    [Parameter]
    [ValidateNotNull]
    public VgsServiceAccountConfig? Config { get; set; }

    /// <summary>
    /// Saves the credential where consumers find it; <c>$_</c> is the successor, or the old account when it is put back.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? Save { get; set; }

    /// <summary>Gives the credential as consumers will read it.</summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? Read { get; set; }

    /// <summary>Remove the old account in the end.</summary>
    [Parameter]
    public SwitchParameter RemoveOld { get; set; }

    /// <summary>Do not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>How long a proof may take, in seconds: the first one until the successor gets its first token.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 60;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Path is not null && Config is not null)
        {
            throw Unusable("-Path and -Config exclude each other; nothing was made.", "Give one of them.");
        }

        if (Save is null != Read is null)
        {
            throw Unusable(
                "-Save and -Read belong together; nothing was made.",
                "Give both: what -Save puts away is proved with what -Read gives, and -Read's first answer is what is put back after a "
                    + "failure."
            );
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var held = ParameterSetName == "InputObject" ? InputObject : null;
        var settings = SettingsGiven();
        var organization = ResolveOrganization(OrganizationId ?? held?.OrganizationId, settings?.OrganizationId);
        var session = RequireSession();
        var store = StoreOfCaller(organization);
        var rotation = new ServiceAccountRotation(
            session.ServiceAccounts,
            () => new SuccessorProof(session.ProveAsync, TimeSpan.FromSeconds(TimeoutSec), Clock.System),
            store
        );
        try
        {
            var planner = new RotationPlanner(session.ServiceAccounts, SessionArgument);
            var plan = Await(cancel =>
                planner.RunAsync(organization, held?.ClientId ?? ClientId, settings, held?.ToConfig(), Observer, cancel)
            );
            if (Confirmed($"{plan.OldClientId} in organization {organization}"))
            {
                Replace(rotation, plan, isSaved: store is not null);
            }
        }
        catch (VgsApiException error)
        {
            WriteError(VgsErrors.From(Explain(error)));
        }
        catch (PipelineStoppedException) when (rotation.Leftover is { } leftover)
        {
            HostWarning.Write(Host, leftover);
            Hold(rotation.InHandover is { } made ? new VgsServiceAccount(made, organization) : null);
            throw;
        }
    }

    private void Replace(ServiceAccountRotation rotation, RotationPlan plan, bool isSaved)
    {
        if (RemoveOld && !isSaved)
        {
            WriteWarning(
                "-RemoveOld without -Save: the successor's secret is in this command's output alone. Where that is not kept, "
                    + $"'{plan.OldClientId}' is gone and nobody has a secret. Assign the output, or give -Save and -Read."
            );
        }

        DescribeLeftover = () => rotation.Leftover;
        OutliveSignals();
        HandOut(rotation, plan, Await(cancel => rotation.RunAsync(plan, Observer, cancel)), isSaved);
    }

    // It may be the only account that works by then, and a line that removes it would be pasted.
    private protected override string EndingFor(VgsServiceAccount account) =>
        Save is null ? base.EndingFor(account) : "The store may have it, too.";

    private VgsServiceAccountConfig? SettingsGiven() =>
        Path is { } path
            ? WithFile(path, () => ServiceAccountFile.Read(WriteWarning, FilePath.Find(SessionState, path), StopToken))
            : Config;

    // A secret that is saved survives whatever the pipeline does, so the old account goes first and the object is given last. One that
    // is in the output alone is given before anything more can fail.
    private void HandOut(ServiceAccountRotation rotation, RotationPlan plan, RotationResult result, bool isSaved)
    {
        var account = result.Successor is { } successor ? new VgsServiceAccount(successor, plan.OrganizationId) : null;
        if (account is not null && !isSaved)
        {
            GiveUnsaved(account, plan);
        }

        try
        {
            if (result.Failure is { } failure)
            {
                throw failure;
            }

            if (RemoveOld)
            {
                Await(cancel => rotation.RemoveOldAsync(plan, result.Successor!, Observer, cancel));
            }
        }
        catch (VgsApiException error)
        {
            // -ErrorAction Stop ends the command here, before the account is given or an assignment gets it.
            Hold(account);
            WriteError(VgsErrors.From(Explain(error)));
        }

        if (account is null || !isSaved)
        {
            return;
        }

        if (result.Failure is null)
        {
            WriteObject(account);
        }
        else
        {
            WriteNew(account);
        }
    }

    private void GiveUnsaved(VgsServiceAccount account, RotationPlan plan)
    {
        var isTaken = false;
        try
        {
            WriteNew(account);
            isTaken = true;
        }
        finally
        {
            if (!isTaken && RemoveOld)
            {
                HostWarning.Write(
                    Host,
                    $"The pipeline ended early, so '{plan.OldClientId}' was not removed. Once '{account.ClientId}' is in use, remove "
                        + $"that one with {plan.Commands.Remove(plan.OldClientId)}."
                );
            }
        }
    }

    private Exception Unusable(string problem, string action) =>
        Fail(new VgsApiException(VgsErrorId.RequestInvalid, problem) { RecommendedAction = action });

    // Scripts of the caller's run on the pipeline's thread, one after the other.
    private CredentialStore? StoreOfCaller(string organization)
    {
        if (Save is null || Read is null)
        {
            return null;
        }

        var scripts = new CredentialScripts(Save, Read, organization, SessionState);
        return new CredentialStore(
            (account, _) =>
                OnPipelineThread(() =>
                {
                    scripts.Save(account);
                    return true;
                }),
            _ => OnPipelineThread(scripts.Read)
        );
    }

    // Only what revokes an account is asked for; -WhatIf and an explicit -Confirm always count.
    private bool Confirmed(string target) =>
        !RemoveOld ? MayProceed(target, "Make a successor of service account")
        : Force ? MayProceed(target, Replacement)
        : ShouldProcess(target, Replacement);
}
