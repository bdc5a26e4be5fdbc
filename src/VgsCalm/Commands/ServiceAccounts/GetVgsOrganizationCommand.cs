using System.Management.Automation;
using VgsCalm.Accounts;
using VgsCalm.Binding;
using VgsCalm.Cmdlets;
using VgsCalm.Errors;

namespace VgsCalm.Commands.ServiceAccounts;

/// <summary>Get-VgsOrganization: the organizations that the session's person or account is a member of.</summary>
[Cmdlet(VerbsCommon.Get, "VgsOrganization")]
[OutputType(typeof(VgsOrganization))]
public sealed class GetVgsOrganizationCommand : VgsSessionCmdlet
{
    // The API has the whole list only: it serves all records of the pipeline.
    private IReadOnlyList<VgsOrganization>? _list;

    /// <summary>Organization ids (AC…); one that is not there is an error.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [TextOfRecord("OrganizationId", "Id", RefusesOthers = true, TakesSeveral = true)]
    [Alias("OrganizationId")]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    [NotEmpty]
    public string[]? Id { get; set; }

    /// <summary>Names, with wildcards.</summary>
    [Parameter]
    [TextOfRecord("Name", RefusesOthers = true, TakesSeveral = true)]
    [ArgumentCompleter(typeof(OrganizationNameCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var organizations = RequireSession().Directory.Organizations;
        if (_list is null && !TryAwait(cancel => organizations.FetchAsync(Observer, cancel), out _list))
        {
            return;
        }

        foreach (var organization in NamePattern.Choose(Name, _list, found => found.Name))
        {
            if (Id is null || Id.Contains(organization.OrganizationId, StringComparer.Ordinal))
            {
                WriteObject(organization);
            }
        }

        foreach (var id in Id ?? [])
        {
            if (!_list.Any(found => found.OrganizationId == id))
            {
                WriteNotFound(id);
            }
        }
    }

    private void WriteNotFound(string id)
    {
        if (OrganizationIdText.FindOddity(id) is { } oddity)
        {
            WriteWarning(oddity);
        }

        WriteError(
            VgsErrors.From(
                new VgsApiException(VgsErrorId.NotFound, $"This session sees no organization '{id}'.", id)
                {
                    RecommendedAction = $"List them with Get-VgsOrganization{SessionArgument}.",
                }
            )
        );
    }
}
