using System.Management.Automation;
using VgsCalm.Accounts;
using VgsCalm.Binding;
using VgsCalm.Cmdlets;

namespace VgsCalm.Commands.ServiceAccounts;

/// <summary>New-VgsServiceAccountConfig: what <c>vgs generate service-account</c> does, as an object.</summary>
[Cmdlet(VerbsCommon.New, "VgsServiceAccountConfig")]
[OutputType(typeof(VgsServiceAccountConfig))]
public sealed class NewVgsServiceAccountConfigCommand : VgsCmdlet
{
    /// <summary>The vault that the account is for (tnt…). A calm account needs one.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [TextOfRecord("VaultId", RefusesOthers = true)]
    [ArgumentCompleter(typeof(VaultCompleter))]
    [NotEmpty]
    public string? VaultId { get; set; }

    /// <summary>The vault's organization (AC…), which New-VgsServiceAccount then need not be told. No file has it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextOfRecord("OrganizationId", RefusesOthers = true)]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public string? OrganizationId { get; set; }

    /// <summary>Name of the account; without it, the template's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Scopes that every token carries; without it, the template's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ScopeCompleter))]
    [ValidateNotNull]
    public string[]? Scope { get; set; }

    /// <summary>Scopes that a token carries only when they are asked for.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ScopeCompleter))]
    [ValidateNotNull]
    public string[]? OptionalScope { get; set; }

    /// <summary>Template of the VGS CLI to start from.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TemplateCompleter))]
    [ValidateNotNullOrEmpty]
    public string Template { get; set; } = ServiceAccountTemplate.Calm;

    /// <summary>Lifetime of the account's tokens in seconds; without it, VGS decides.</summary>
    [Parameter]
    public int? AccessTokenLifespan { get; set; }

    /// <summary>How a file of it writes the scopes: plain strings, as on the VGS page, or objects.</summary>
    [Parameter]
    public VgsScopeFormat ScopeFormat { get; set; } = VgsScopeFormat.String;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            var config = ServiceAccountTemplate.Create(
                Template,
                VaultId,
                Name,
                Scope,
                OptionalScope,
                AccessTokenLifespan,
                ScopeFormat
            );
            config.OrganizationId = string.IsNullOrEmpty(OrganizationId) ? null : OrganizationId;
            WriteObject(config);
        }
        catch (VgsConfigException error)
        {
            throw Fail(error);
        }
    }
}
