using System.Management.Automation;
using VgsCalm.Cmdlets;
using VgsCalm.Files;

namespace VgsCalm.Commands.ServiceAccounts;

/// <summary>New-VgsServiceAccount: applies a configuration. Each call makes another account, so nothing is sent twice.</summary>
[Cmdlet(VerbsCommon.New, "VgsServiceAccount", SupportsShouldProcess = true, DefaultParameterSetName = "InputObject")]
[OutputType(typeof(VgsServiceAccount))]
public sealed class NewVgsServiceAccountCommand : VgsSessionCmdlet
{
    /// <summary>The organization (AC…).</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string OrganizationId { get; set; } = "";

    /// <summary>The configuration to apply.</summary>
    [Parameter(ParameterSetName = "InputObject", Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public VgsServiceAccountConfig InputObject { get; set; } = null!;

    /// <summary>A credentials.yaml to apply; a pattern may stand for the one file that fits it.</summary>
    [Parameter(ParameterSetName = "Path", Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string Path { get; set; } = "";

    /// <summary>A credentials.yaml to apply, whose name is taken as it stands.</summary>
    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var config = ConfigGiven();
        if (
            !ShouldProcess(
                $"{config.Name} (vault {config.VaultId ?? "none"}, scopes {string.Join(" ", config.Scope)}) in "
                    + $"organization {OrganizationId}",
                "Make service account"
            )
        )
        {
            return;
        }

        if (
            TryAwait(
                cancel => RequireSession().ServiceAccounts.CreateAsync(OrganizationId, config, Observer, cancel),
                out var account
            )
        )
        {
            WriteObject(new VgsServiceAccount(account, OrganizationId).AsNew());
        }
    }

    private VgsServiceAccountConfig ConfigGiven() =>
        ParameterSetName switch
        {
            "Path" => WithFile(Path, () => ServiceAccountFile.Read(this, FilePath.FindOne(SessionState, Path))),
            "LiteralPath" => WithFile(
                LiteralPath,
                () => ServiceAccountFile.Read(this, FilePath.FindLiteral(SessionState, LiteralPath))
            ),
            _ => InputObject,
        };
}
