using System.Management.Automation;
using VgsCalm.Cmdlets;
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
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var isLiteral = ParameterSetName == "LiteralPath";
        foreach (var path in isLiteral ? LiteralPath : Path)
        {
            if (TryWithFile(path, () => FilePath.FindAll(SessionState, path, isLiteral), out var files))
            {
                foreach (var file in files)
                {
                    Write(file, isLiteral ? path : file);
                }
            }
        }
    }

    private void Write(string file, string target)
    {
        if (TryWithFile(target, () => ServiceAccountFile.Read(this, file), out var config))
        {
            WriteObject(config);
        }
    }
}
