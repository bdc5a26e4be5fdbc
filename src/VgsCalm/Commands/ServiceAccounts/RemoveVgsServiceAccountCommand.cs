using System.Management.Automation;
using VgsCalm.Binding;
using VgsCalm.Cmdlets;
using VgsCalm.Errors;

namespace VgsCalm.Commands.ServiceAccounts;

/// <summary>Remove-VgsServiceAccount: revokes an account; its tokens end with it.</summary>
[Cmdlet(VerbsCommon.Remove, "VgsServiceAccount", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveVgsServiceAccountCommand : VgsOrganizationCmdlet
{
    /// <summary>The organization (AC…); without it, the only one that the session sees.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [TextOfRecord("OrganizationId", RefusesOthers = true, RefusesAccounts = true)]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public string? OrganizationId { get; set; }

    /// <summary>Client ids of the accounts to revoke.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [TextOfRecord("ClientId", RefusesOthers = true, TakesSeveral = true)]
    [ArgumentCompleter(typeof(ClientIdCompleter))]
    [NotEmpty]
    public string[] ClientId { get; set; } = [];

    /// <summary>Do not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var organization = ResolveOrganization(OrganizationId);
        foreach (var id in ClientId)
        {
            var own = id == RequireSession().ClientId ? ", the account of the session in use" : "";
            if (IsConfirmed(Force, $"{id} in organization {organization}{own}", "Revoke service account"))
            {
                Remove(id, organization);
            }
        }
    }

    private void Remove(string id, string organization)
    {
        try
        {
            var session = RequireSession();
            Await(cancel => session.ServiceAccounts.DeleteAsync(organization, id, Observer, cancel));
            if (id == session.ClientId)
            {
                WriteWarning($"'{id}' was the account of the session '{session.Name}', which gets no more tokens.");
            }
        }
        catch (VgsApiException error)
        {
            WriteError(VgsErrors.From(Explain(error)));
        }
    }
}
