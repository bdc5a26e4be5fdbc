using System.Management.Automation;
using VgsCalm.Accounts;
using VgsCalm.Cmdlets;
using VgsCalm.Errors;
using VgsCalm.Files;

namespace VgsCalm.Commands.ServiceAccounts;

/// <summary>
/// Reset-VgsServiceAccount: replaces a service account by a successor that has proved itself; the old one stays until it
/// is removed.
/// </summary>
[Cmdlet(VerbsCommon.Reset, "VgsServiceAccount", SupportsShouldProcess = true, DefaultParameterSetName = "ClientId")]
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
        var settings = Path is { } path
            ? WithFile(path, () => ServiceAccountFile.Read(this, FilePath.Find(SessionState, path)))
            : Config;
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
            if (!ShouldProcess($"{plan.OldClientId} in organization {OrganizationId}", ActionText()))
            {
                return;
            }

            var limit = TimeSpan.FromSeconds(TimeoutSec);
            var successor = Await(cancel => rotation.MakeSuccessorAsync(plan, limit, Observer, cancel));

            // Its secret exists nowhere else: it is handed over before anything more can fail.
            WriteObject(new VgsServiceAccount(successor, OrganizationId));
            if (RemoveOld)
            {
                Await(cancel => rotation.RemoveOldAsync(plan, successor, Observer, cancel));
            }
        }
        catch (VgsApiException error)
        {
            WriteError(VgsErrors.From(error));
        }
    }

    private string ActionText() =>
        RemoveOld ? "Replace service account and revoke the old one" : "Make a successor of service account";
}
