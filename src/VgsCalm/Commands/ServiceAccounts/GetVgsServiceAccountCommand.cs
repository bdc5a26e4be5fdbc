using System.Diagnostics.CodeAnalysis;
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
    // The API has the whole list of an organization only: it serves all records in a row that are of the same one.
    private IReadOnlyList<ServiceAccount>? _list;
    private string? _listed;

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

        var organization = ResolveOrganization(OrganizationId);
        if (!TryList(organization, out var all))
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
            else if (all.Any(each => each.ClientId == id))
            {
                Write(named.Where(each => each.ClientId == id), organization);
            }
            else
            {
                WriteNotFound(id, organization);
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

    private bool TryList(string organization, [NotNullWhen(true)] out IReadOnlyList<ServiceAccount>? list)
    {
        list = organization == _listed ? _list : null;
        if (list is not null)
        {
            return true;
        }

        var accounts = RequireSession().Directory.ServiceAccounts(organization);
        var isRead = TryAwait(cancel => accounts.FetchAsync(Observer, cancel), out list);
        (_list, _listed) = (list, organization);
        return isRead;
    }

    private void WriteNotFound(string id, string organization) =>
        WriteError(
            VgsErrors.From(
                new VgsApiException(
                    VgsErrorId.NotFound,
                    $"Organization {organization} has no service account '{id}'.",
                    id
                )
                {
                    RecommendedAction =
                        $"List them with {new AccountCommands(organization, SessionArgument).List(null)}.",
                }
            )
        );

    private void Write(IEnumerable<ServiceAccount> accounts, string organization)
    {
        foreach (var account in accounts)
        {
            WriteObject(new VgsServiceAccount(account, organization));
        }
    }
}
