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
    public string OrganizationId { get; set; } = null!;

    /// <summary>Client id of the account to replace.</summary>
    [Parameter(ParameterSetName = "ClientId", Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string ClientId { get; set; } = null!;

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
            ThrowTerminatingError(
                VgsErrors.ConfigInvalid(file: null, nameof(Config), "-Path and -Config exclude each other.")
            );
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var oldId = ParameterSetName == "ClientId" ? ClientId : InputObject.ClientId;
        try
        {
            var present = Await(cancel => Connected.ServiceAccounts.ListAsync(OrganizationId, Observer, cancel));
            var config = SettingsOf(oldId, present);
            if (
                !ShouldProcess(
                    $"{oldId} in organization {OrganizationId}",
                    RemoveOld ? "Replace service account and revoke the old one" : "Make a successor of service account"
                )
            )
            {
                return;
            }

            var rotation = new ServiceAccountRotation(Connected.ServiceAccounts, Connected.ProveAsync, Clock.System);
            var successor = Await(cancel =>
                rotation.MakeSuccessorAsync(
                    OrganizationId,
                    oldId,
                    config,
                    present,
                    TimeSpan.FromSeconds(TimeoutSec),
                    Observer,
                    cancel
                )
            );

            // Its secret exists nowhere else: it is handed over before anything more can fail.
            WriteObject(new VgsServiceAccount(successor, OrganizationId));
            if (RemoveOld)
            {
                Remove(oldId, successor.ClientId);
            }
        }
        catch (VgsApiException error)
        {
            WriteError(VgsErrors.From(error));
        }
    }

    private VgsServiceAccountConfig SettingsOf(string oldId, IReadOnlyList<ServiceAccount> present)
    {
        var old =
            present.FirstOrDefault(account => account.ClientId == oldId)
            ?? throw new VgsApiException(
                VgsErrorId.NotFound,
                $"Organization {OrganizationId} has no service account '{oldId}'; nothing was made.",
                oldId
            )
            {
                RecommendedAction = "List them with Get-VgsServiceAccount.",
            };
        if (Config is not null)
        {
            return Config;
        }

        if (Path is not null)
        {
            return ServiceAccountFile.Read(this, ServiceAccountFile.Find(this, Path, isLiteral: false));
        }

        // What the caller holds may tell more than the list: the vault above all.
        var told =
            ParameterSetName == "InputObject"
                ? InputObject.ToConfig()
                : new VgsServiceAccount(old, OrganizationId).ToConfig();
        if (told.Name.Length > 0 && told.Scope.Length + told.OptionalScope.Length > 0 && told.VaultId is not null)
        {
            return told;
        }

        throw new VgsConfigException(
            $"the list does not tell the settings of '{oldId}' (name, scopes and vault are needed); nothing was made. "
                + $"Give them with -Path or -Config.",
            field: "Config"
        );
    }

    private void Remove(string oldId, string successorId)
    {
        try
        {
            Await(async cancel =>
            {
                await Connected
                    .ServiceAccounts.DeleteAsync(OrganizationId, oldId, Observer, cancel)
                    .ConfigureAwait(false);
                return true;
            });
        }
        catch (VgsApiException error)
        {
            WriteError(
                VgsErrors.From(
                    new VgsApiException(
                        error.Id,
                        $"The successor '{successorId}' is in force, but the old account '{oldId}' could not be removed: {error.Message}",
                        oldId,
                        error
                    )
                    {
                        StatusCode = error.StatusCode,
                        Code = error.Code,
                        Errors = error.Errors,
                        TraceId = error.TraceId,
                        RecommendedAction = "Remove it with Remove-VgsServiceAccount.",
                    }
                )
            );
        }
    }
}
