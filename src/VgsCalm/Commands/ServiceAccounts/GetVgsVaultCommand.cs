using System.Management.Automation;
using VgsCalm.Binding;
using VgsCalm.Cmdlets;
using VgsCalm.Errors;

namespace VgsCalm.Commands.ServiceAccounts;

/// <summary>Get-VgsVault: the vaults that the session's person or account may see; they pipe into New-VgsServiceAccountConfig.</summary>
[Cmdlet(VerbsCommon.Get, "VgsVault")]
[OutputType(typeof(VgsVault))]
public sealed class GetVgsVaultCommand : VgsOrganizationCmdlet
{
    // The API has the whole list only: it serves all records of the pipeline.
    private IReadOnlyList<VgsVault>? _list;

    /// <summary>Vaults of this organization (AC…) only.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextOfRecord("OrganizationId", RefusesOthers = true)]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public string? OrganizationId { get; set; }

    /// <summary>Vault ids (tnt…); one that is not there is an error.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [TextOfRecord("VaultId", RefusesOthers = true, TakesSeveral = true)]
    [ArgumentCompleter(typeof(VaultCompleter))]
    [NotEmpty]
    public string[]? VaultId { get; set; }

    /// <summary>Names, with wildcards.</summary>
    [Parameter]
    [TextOfRecord("Name", RefusesOthers = true, TakesSeveral = true)]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        WarnOfOddity(OrganizationId);
        var vaults = RequireSession().Directory.Vaults;
        if (_list is null && !TryAwait(cancel => vaults.FetchAsync(Observer, cancel), out _list))
        {
            return;
        }

        // A configuration that was read from a file knows its vault, and no organization.
        var found = _list
            .Where(vault => string.IsNullOrEmpty(OrganizationId) || vault.OrganizationId == OrganizationId)
            .ToArray();
        foreach (var vault in NamePattern.Choose(Name, found, vault => vault.Name))
        {
            if (VaultId is null || VaultId.Contains(vault.VaultId, StringComparer.Ordinal))
            {
                WriteObject(vault);
            }
        }

        foreach (var id in (VaultId ?? []).Where(id => !found.Any(vault => vault.VaultId == id)))
        {
            WriteError(
                VgsErrors.From(
                    new VgsApiException(VgsErrorId.NotFound, $"This session sees no vault '{id}'.", id)
                    {
                        RecommendedAction = NamePattern.Choose([id], found, vault => vault.Name).Any()
                            ? $"It is the name of one that it sees: Get-VgsVault -Name {ShellArgument.Quote(id)}{SessionArgument}."
                            : $"List them with Get-VgsVault{SessionArgument}.",
                    }
                )
            );
        }
    }
}
