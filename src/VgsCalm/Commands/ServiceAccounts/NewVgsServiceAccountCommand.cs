using System.Management.Automation;
using VgsCalm.Accounts;
using VgsCalm.Binding;
using VgsCalm.Cmdlets;
using VgsCalm.Errors;
using VgsCalm.Files;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Commands.ServiceAccounts;

/// <summary>New-VgsServiceAccount: applies a configuration. Each call makes another account, so nothing is sent twice.</summary>
[Cmdlet(VerbsCommon.New, "VgsServiceAccount", SupportsShouldProcess = true, DefaultParameterSetName = "InputObject")]
[OutputType(typeof(VgsServiceAccount))]
public sealed class NewVgsServiceAccountCommand : VgsOrganizationCmdlet
{
    /// <summary>The organization (AC…); without it, the only one that the session sees.</summary>
    [Parameter(Position = 0)]
    [TextOfRecord("OrganizationId", RefusesOthers = true, RefusesAccounts = true)]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    [ValidateNotNullOrEmpty]
    public string? OrganizationId { get; set; }

    /// <summary>The configuration to apply.</summary>
    [Parameter(ParameterSetName = "InputObject", Mandatory = true, ValueFromPipeline = true)]
    [LiveAccount(typeof(VgsServiceAccountConfig))]
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
        var organization = ResolveOrganization(OrganizationId, config.OrganizationId);
        if (
            !ShouldProcess(
                $"{config.Name} (vault {config.VaultId ?? "none"}, scopes {string.Join(" ", config.Scope)}) in "
                    + $"organization {organization}",
                "Make service account"
            )
        )
        {
            return;
        }

        if (Make(organization, config) is { } account)
        {
            WriteNew(new VgsServiceAccount(account, organization));
        }
    }

    private ServiceAccount? Make(string organization, VgsServiceAccountConfig config)
    {
        var accounts = RequireSession().ServiceAccounts;
        var observer = new SentObserver(Observer);
        var commands = new AccountCommands(organization, SessionArgument);
        var search =
            $"look with {commands.List(config.Name)} | Select-Object ClientId, CreatedAt for one that was made just now, and unless "
            + $"another administrator made it, remove it with {commands.RemoveFound}.";
        OutliveSignals();
        try
        {
            return Await(cancel => accounts.CreateAsync(organization, config, observer, cancel));
        }
        catch (VgsApiException error)
        {
            WriteError(VgsErrors.From(Explain(error.MayHaveActed ? Searched(error, search) : error)));
            return null;
        }
        catch (PipelineStoppedException) when (observer.MayBeCarriedOut)
        {
            HostWarning.Write(
                Host,
                $"The command was interrupted, and an account named '{config.Name}' may have been made in organization '{organization}' "
                    + $"whose secret is lost: {search}"
            );
            throw;
        }
    }

    // Sent again it would make a second account, and the first one would stay.
    private static VgsApiException Searched(VgsApiException error, string search) =>
        error.Reworded(error.Message, $"Before you send it again, {search}");

    private VgsServiceAccountConfig ConfigGiven() =>
        ParameterSetName switch
        {
            "Path" => WithFile(
                Path,
                () => ServiceAccountFile.Read(WriteWarning, FilePath.FindOne(SessionState, Path), StopToken)
            ),
            "LiteralPath" => WithFile(
                LiteralPath,
                () => ServiceAccountFile.Read(WriteWarning, FilePath.FindLiteral(SessionState, LiteralPath), StopToken)
            ),
            _ => InputObject,
        };
}
