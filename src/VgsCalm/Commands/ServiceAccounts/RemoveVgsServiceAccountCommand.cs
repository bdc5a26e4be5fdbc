using System.Management.Automation;
using VgsCalm.Cmdlets;
using VgsCalm.Errors;

namespace VgsCalm.Commands.ServiceAccounts;

/// <summary>Remove-VgsServiceAccount: revokes an account; its tokens end with it.</summary>
[Cmdlet(VerbsCommon.Remove, "VgsServiceAccount", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveVgsServiceAccountCommand : VgsSessionCmdlet
{
    /// <summary>The organization (AC…).</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string OrganizationId { get; set; } = "";

    /// <summary>Client ids of the accounts to revoke.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] ClientId { get; set; } = [];

    /// <summary>Do not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var id in ClientId)
        {
            if (IsConfirmed(Force, $"{id} in organization {OrganizationId}", "Revoke service account"))
            {
                Remove(id);
            }
        }
    }

    private void Remove(string id)
    {
        try
        {
            Await(cancel => RequireSession().ServiceAccounts.DeleteAsync(OrganizationId, id, Observer, cancel));
        }
        catch (VgsApiException error)
        {
            WriteError(VgsErrors.From(Explain(error)));
        }
    }
}
