using System.Management.Automation;
using VgsCalm.Accounts;
using VgsCalm.Binding;
using VgsCalm.Cmdlets;
using VgsCalm.Errors;

namespace VgsCalm.Commands.ServiceAccounts;

/// <summary>Get-VgsServiceAccount: an organization's service accounts, without their secrets.</summary>
[Cmdlet(VerbsCommon.Get, "VgsServiceAccount")]
[OutputType(typeof(VgsServiceAccount))]
public sealed class GetVgsServiceAccountCommand : VgsOrganizationCmdlet
{
    private ServiceAccountDirectory? _directory;

    /// <summary>The organization (AC…); without it, the only one that the session sees.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [TextOfRecord("OrganizationId", RefusesOthers = true, RefusesAccounts = true)]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public string? OrganizationId { get; set; }

    /// <summary>Client ids, with wildcards; one without that is not there is an error.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextOfRecord("ClientId", RefusesOthers = true, TakesSeveral = true)]
    [ArgumentCompleter(typeof(ClientIdCompleter))]
    [NotEmpty]
    [SupportsWildcards]
    public string[]? ClientId { get; set; }

    /// <summary>Names, with wildcards.</summary>
    [Parameter]
    [TextOfRecord("Name", RefusesOthers = true, TakesSeveral = true)]
    [ArgumentCompleter(typeof(ServiceAccountNameCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>Accounts of this vault (tnt…) only: a vault that is piped stands for its own accounts.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextOfRecord("VaultId", RefusesOthers = true)]
    [ArgumentCompleter(typeof(VaultCompleter))]
    public string? VaultId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ClientId is null && VaultId is "")
        {
            WriteError(VgsErrors.From(NoVault()));
            return;
        }

        _directory ??= new ServiceAccountDirectory(RequireSession().Directory, SessionArgument);
        var organization = ResolveOrganization(OrganizationId);
        if (!TryAwait(cancel => _directory.ListAsync(organization, Observer, cancel), out var all))
        {
            return;
        }

        ServiceAccount[] named =
        [
            .. NamePattern
                .Choose(Name, all, account => account.Name)
                .Where(account => string.IsNullOrEmpty(VaultId) || account.VaultId == VaultId),
        ];
        if (ClientId is null)
        {
            Write(named, organization);
            return;
        }

        foreach (var id in ClientId)
        {
            if (NamePattern.IsPattern(id))
            {
                Write(NamePattern.Choose([id], all, each => each.ClientId).Where(named.Contains), organization);
            }
            else if (TryAwait(cancel => _directory.GetAsync(organization, id, Observer, cancel), out var account))
            {
                Write(named.Where(each => each == account), organization);
            }
        }
    }

    // Without it, a record would stand for every account of the organization. One that has a client id stands for that account.
    private static VgsApiException NoVault() =>
        new(VgsErrorId.RequestInvalid, "VaultId is empty; nothing was listed for it.", "VaultId")
        {
            RecommendedAction =
                "Give the id of a vault (tnt…), or pipe what has it; -OrganizationId alone lists all accounts.",
        };

    private void Write(IEnumerable<ServiceAccount> accounts, string organization)
    {
        foreach (var account in accounts)
        {
            WriteObject(new VgsServiceAccount(account, organization));
        }
    }
}
