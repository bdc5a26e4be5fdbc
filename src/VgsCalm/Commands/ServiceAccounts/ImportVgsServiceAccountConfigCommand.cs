using System.Management.Automation;
using VgsCalm.Cmdlets;
using VgsCalm.Errors;
using VgsCalm.Files;

namespace VgsCalm.Commands.ServiceAccounts;

/// <summary>Import-VgsServiceAccountConfig: reads a credentials.yaml, before or after it was applied.</summary>
[Cmdlet(VerbsData.Import, "VgsServiceAccountConfig", DefaultParameterSetName = "Path")]
[OutputType(typeof(VgsServiceAccountConfig))]
public sealed class ImportVgsServiceAccountConfigCommand : VgsCmdlet
{
    /// <summary>Files, with wildcards.</summary>
    [Parameter(ParameterSetName = "Path", Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files whose names are taken as they are.</summary>
    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var path in ParameterSetName == "Path" ? Path : LiteralPath)
        {
            ReadAll(path);
        }
    }

    private void ReadAll(string path)
    {
        try
        {
            var files =
                ParameterSetName == "Path"
                    ? ServiceAccountFile.FindAll(this, path)
                    : [ServiceAccountFile.FindOrThrow(this, path, isLiteral: true)];
            foreach (var file in files)
            {
                ReadOne(file);
            }
        }
        catch (Exception error)
            when (error
                    is IOException
                        or UnauthorizedAccessException
                        or NotSupportedException
                        or ItemNotFoundException
                        or System.Management.Automation.DriveNotFoundException
            )
        {
            WriteError(VgsErrors.File(error, path));
        }
    }

    private void ReadOne(string file)
    {
        VgsServiceAccountConfig config;
        try
        {
            config = ServiceAccountFile.ReadOrThrow(this, file);
        }
        catch (VgsApiException error)
        {
            WriteError(VgsErrors.From(Explain(error)));
            return;
        }

        WriteObject(config);
    }
}
