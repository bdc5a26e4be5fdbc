using System.Management.Automation;
using VgsCalm.Errors;
using VgsCalm.Formats.Yaml;

namespace VgsCalm.Files;

/// <summary>A credentials.yaml on disk, found the way PowerShell finds paths and read through the isolated YAML library.</summary>
internal static class ServiceAccountFile
{
    /// <summary>The full paths that a path with wildcards means.</summary>
    public static IEnumerable<string> FindAll(PSCmdlet cmdlet, string path)
    {
        var found = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
        RequireFileSystem(provider, path);
        return found;
    }

    /// <summary>The full path of one file, or the end of the command; it need not exist.</summary>
    public static string Find(PSCmdlet cmdlet, string path, bool isLiteral)
    {
        try
        {
            return FindOrThrow(cmdlet, path, isLiteral);
        }
        catch (Exception error)
            when (error
                    is NotSupportedException
                        or ItemNotFoundException
                        or System.Management.Automation.DriveNotFoundException
            )
        {
            cmdlet.ThrowTerminatingError(VgsErrors.File(error, path));
            throw;
        }
    }

    /// <summary>The same, with the errors as exceptions.</summary>
    public static string FindOrThrow(PSCmdlet cmdlet, string path, bool isLiteral)
    {
        if (
            !isLiteral
            && WildcardPattern.ContainsWildcardCharacters(path)
            && FindAll(cmdlet, path).ToArray() is [var only]
        )
        {
            return only;
        }

        var full = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        RequireFileSystem(provider, path);
        return full;
    }

    /// <summary>Reads a configuration, or ends the command. What it does not know in the file becomes a warning.</summary>
    public static VgsServiceAccountConfig Read(PSCmdlet cmdlet, string file)
    {
        try
        {
            return ReadOrThrow(cmdlet, file);
        }
        catch (VgsApiException error)
        {
            cmdlet.ThrowTerminatingError(VgsErrors.From(error));
            throw;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            cmdlet.ThrowTerminatingError(VgsErrors.File(error, file));
            throw;
        }
    }

    /// <summary>The same, with the errors as exceptions.</summary>
    public static VgsServiceAccountConfig ReadOrThrow(PSCmdlet cmdlet, string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
        var reading = ServiceAccountYaml.Read(stream, file);
        foreach (var warning in reading.Warnings)
        {
            cmdlet.WriteWarning($"{file}: {warning}");
        }

        return reading.Config;
    }

    private static void RequireFileSystem(ProviderInfo provider, string path)
    {
        if (!string.Equals(provider.Name, "FileSystem", StringComparison.Ordinal))
        {
            throw new NotSupportedException($"'{path}' is not a path of the file system.");
        }
    }
}
