using System.Management.Automation;
using VgsCalm.Accounts;
using VgsCalm.Cmdlets;
using VgsCalm.Errors;

namespace VgsCalm.Commands.ServiceAccounts;

/// <summary>Get-VgsServiceAccount: an organization's service accounts, without their secrets.</summary>
[Cmdlet(VerbsCommon.Get, "VgsServiceAccount")]
[OutputType(typeof(VgsServiceAccount))]
public sealed class GetVgsServiceAccountCommand : VgsSessionCmdlet
{
    private IReadOnlyList<ServiceAccount>? _all;
    private string? _organization;

    /// <summary>The organization (AC…).</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string OrganizationId { get; set; } = null!;

    /// <summary>Client ids; one that is not there is an error.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[]? ClientId { get; set; }

    /// <summary>Names, with wildcards.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            Write(AllAccounts().Where(HasName).ToArray());
        }
        catch (VgsApiException error)
        {
            WriteError(VgsErrors.From(error));
        }
    }

    private void Write(ServiceAccount[] accounts)
    {
        if (ClientId is null)
        {
            foreach (var account in accounts)
            {
                WriteObject(new VgsServiceAccount(account, OrganizationId));
            }

            return;
        }

        foreach (var id in ClientId)
        {
            var found = accounts.FirstOrDefault(a => a.ClientId == id);
            if (found is not null)
            {
                WriteObject(new VgsServiceAccount(found, OrganizationId));
            }
            else
            {
                WriteError(
                    VgsErrors.From(
                        new VgsApiException(
                            VgsErrorId.NotFound,
                            $"Organization {OrganizationId} has no service account '{id}'.",
                            id
                        )
                        {
                            RecommendedAction = "List them with Get-VgsServiceAccount -OrganizationId alone.",
                        }
                    )
                );
            }
        }
    }

    // The API has the whole list only; one answer serves every record of the same organization.
    private IReadOnlyList<ServiceAccount> AllAccounts()
    {
        if (_all is not null && _organization == OrganizationId)
        {
            return _all;
        }

        _all = Await(cancel => Connected.ServiceAccounts.ListAsync(OrganizationId, Observer, cancel));
        _organization = OrganizationId;
        return _all;
    }

    private bool HasName(ServiceAccount account) =>
        Name is null
        || Name.Any(name => new WildcardPattern(name, WildcardOptions.IgnoreCase).IsMatch(account.Name ?? ""));
}
