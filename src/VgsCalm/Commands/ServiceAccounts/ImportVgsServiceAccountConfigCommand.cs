using System.Diagnostics.CodeAnalysis;
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
        if (TryWithFile(target, () => ServiceAccountFile.Read(WriteWarning, file, StopToken), out var config))
        {
            WriteObject(config);
        }
    }

    // What is wrong with one path is that path's error; the command goes on.
    private bool TryWithFile<T>(string path, Func<T> work, [NotNullWhen(true)] out T? result)
        where T : class
    {
        result = null;
        try
        {
            result = Stoppable(work);
        }
        catch (VgsApiException error)
        {
            WriteError(VgsErrors.From(error));
        }
        catch (Exception error) when (FilePath.IsProblem(error))
        {
            WriteError(VgsErrors.File(error, path));
        }

        return result is not null;
    }
}
