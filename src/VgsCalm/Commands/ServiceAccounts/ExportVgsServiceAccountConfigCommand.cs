using System.Management.Automation;
using VgsCalm.Binding;
using VgsCalm.Cmdlets;
using VgsCalm.Errors;
using VgsCalm.Files;
using VgsCalm.Formats.Yaml;

namespace VgsCalm.Commands.ServiceAccounts;

/// <summary>Export-VgsServiceAccountConfig: writes the credentials.yaml of the VGS page, readable by its owner only.</summary>
[Cmdlet(VerbsData.Export, "VgsServiceAccountConfig", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportVgsServiceAccountConfigCommand : VgsCmdlet
{
    /// <summary>A configuration or a service account.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject InputObject { get; set; } = new();

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Write the client secret too.</summary>
    [Parameter]
    public SwitchParameter IncludeSecret { get; set; }

    /// <summary>Replace a file that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Hand the file out.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var config = ConfigGiven();
        var file = ServiceAccountFile.Find(this, Path, isLiteral: true);
        if (
            !ShouldProcess(
                file,
                IncludeSecret
                    ? $"Write the configuration of service account '{config}' with its secret"
                    : $"Write the configuration of service account '{config}'"
            )
        )
        {
            return;
        }

        Write(file, config);
        if (PassThru)
        {
            WriteObject(InvokeProvider.Item.Get([file], force: true, literalPath: true), enumerateCollection: true);
        }
    }

    private VgsServiceAccountConfig ConfigGiven()
    {
        try
        {
            var config = ServiceAccountInput.ToConfig(InputObject);
            return !IncludeSecret || config.ClientSecret is not null
                ? config
                : throw new VgsConfigException(
                    "the secret is not known: VGS gives it once, when the account is made.",
                    field: "data.clientSecret"
                );
        }
        catch (VgsApiException error)
        {
            throw Fail(error);
        }
    }

    private void Write(string file, VgsServiceAccountConfig config)
    {
        try
        {
            OwnerOnlyFile.Write(file, Force, writer => ServiceAccountYaml.Write(writer, config, IncludeSecret));
        }
        catch (VgsApiException error)
        {
            throw Fail(VgsErrors.From(Explain(error)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Fail(VgsErrors.File(error, file));
        }
    }
}
