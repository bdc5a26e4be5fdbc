using System.Management.Automation;
using VgsCalm.Accounts;
using VgsCalm.Cmdlets;
using VgsCalm.Errors;
using VgsCalm.Files;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Commands.ServiceAccounts;

/// <summary>
/// Reset-VgsServiceAccount: replaces a service account by a successor that has proved itself; the old one stays until it
/// is removed.
/// </summary>
[Cmdlet(
    VerbsCommon.Reset,
    "VgsServiceAccount",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.High,
    DefaultParameterSetName = "ClientId"
)]
[OutputType(typeof(VgsServiceAccount))]
public sealed class ResetVgsServiceAccountCommand : VgsSessionCmdlet
{
    /// <summary>The organization (AC…).</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string OrganizationId { get; set; } = "";

    /// <summary>Client id of the account to replace.</summary>
    [Parameter(ParameterSetName = "ClientId", Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string ClientId { get; set; } = "";

    /// <summary>The account to replace.</summary>
    [Parameter(ParameterSetName = "InputObject", Mandatory = true, ValueFromPipeline = true)]
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

    /// <summary>Remove the old account once the successor has been handed over.</summary>
    [Parameter]
    public SwitchParameter RemoveOld { get; set; }

    /// <summary>Do not ask before the old account is revoked.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>How long the successor may take to get its first token, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 60;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Path is not null && Config is not null)
        {
            throw Fail(new VgsConfigException("-Path and -Config exclude each other.", field: nameof(Config)));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var held = ParameterSetName == "InputObject" ? InputObject : null;
        var settings = Path is null
            ? Config
            : ServiceAccountFile.Read(this, ServiceAccountFile.Find(this, Path, false));
        var session = RequireSession();
        var rotation = new ServiceAccountRotation(session.ServiceAccounts, session.ProveAsync, Clock.System);
        try
        {
            var plan = Await(cancel =>
                rotation.PlanAsync(
                    OrganizationId,
                    held?.ClientId ?? ClientId,
                    settings,
                    held?.ToConfig(),
                    Observer,
                    cancel
                )
            );
            if (!IsConfirmed($"{plan.OldClientId} in organization {OrganizationId}"))
            {
                return;
            }

            var limit = TimeSpan.FromSeconds(TimeoutSec);
            var successor = Await(cancel => rotation.MakeSuccessorAsync(plan, limit, Observer, cancel));

            // Its secret exists nowhere else: it is handed over before anything more can fail.
            var handedOver = new VgsServiceAccount(successor, OrganizationId);
            try
            {
                WriteObject(handedOver);
            }
            catch (Exception ended) when (RemoveOld && ended.GetType().Name == "StopUpstreamCommandsException")
            {
                // Select-Object -First 1 has the successor and ends the command: the old account goes all the same.
                RemoveAfterEnd(rotation, plan, successor);
                throw;
            }

            if (RemoveOld)
            {
                Await(cancel => rotation.RemoveOldAsync(plan, successor, Observer, cancel));
            }
        }
        catch (VgsApiException error)
        {
            WriteError(VgsErrors.From(Explain(error)));
        }
    }

    private void RemoveAfterEnd(ServiceAccountRotation rotation, RotationPlan plan, ServiceAccount successor)
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(TimeoutSec));
            var quiet = new RequestObserver();
            Task.Run(() => rotation.RemoveOldAsync(plan, successor, quiet, limit.Token), CancellationToken.None)
                .GetAwaiter()
                .GetResult();
        }
        catch (VgsApiException error)
        {
            WarnHost($"{error.Message} {error.RecommendedAction}");
        }
        catch (OperationCanceledException)
        {
            WarnHost($"The old account '{plan.OldClientId}' was not removed in time: use Remove-VgsServiceAccount.");
        }
    }

    private bool IsConfirmed(string target) =>
        RemoveOld
            ? IsConfirmed(Force, target, "Replace service account and revoke the old one")
            : MayProceed(target, "Make a successor of service account");
}
