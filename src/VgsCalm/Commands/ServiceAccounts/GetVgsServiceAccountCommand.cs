using System.Management.Automation;
using VgsCalm.Accounts;
using VgsCalm.Cmdlets;

namespace VgsCalm.Commands.ServiceAccounts;

/// <summary>Get-VgsServiceAccount: an organization's service accounts, without their secrets.</summary>
[Cmdlet(VerbsCommon.Get, "VgsServiceAccount")]
[OutputType(typeof(VgsServiceAccount))]
public sealed class GetVgsServiceAccountCommand : VgsSessionCmdlet
{
    private ServiceAccountDirectory? _directory;

    /// <summary>The organization (AC…).</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string OrganizationId { get; set; } = "";

    /// <summary>Client ids, with wildcards; one without that is not there is an error.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? ClientId { get; set; }

    /// <summary>Names, with wildcards.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _directory ??= new ServiceAccountDirectory(RequireSession().ServiceAccounts);
        if (!TryAwait(cancel => _directory.ListAsync(OrganizationId, Observer, cancel), out var all))
        {
            return;
        }

        if (ClientId is null)
        {
            Write(all);
            return;
        }

        foreach (var id in ClientId)
        {
            if (WildcardPattern.ContainsWildcardCharacters(id))
            {
                var pattern = new WildcardPattern(id, WildcardOptions.IgnoreCase);
                Write(all.Where(candidate => pattern.IsMatch(candidate.ClientId)));
            }
            else if (TryAwait(cancel => _directory.GetAsync(OrganizationId, id, Observer, cancel), out var account))
            {
                Write([account]);
            }
        }
    }

    private void Write(IEnumerable<ServiceAccount> accounts)
    {
        foreach (var account in accounts.Where(HasName))
        {
            WriteObject(new VgsServiceAccount(account, OrganizationId));
        }
    }

    private bool HasName(ServiceAccount account) =>
        Name is null
        || Name.Any(name => new WildcardPattern(name, WildcardOptions.IgnoreCase).IsMatch(account.Name ?? ""));
}
