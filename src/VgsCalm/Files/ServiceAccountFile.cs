using VgsCalm.Formats.Yaml;

namespace VgsCalm.Files;

/// <summary>A credentials.yaml on disk, read through the isolated YAML library.</summary>
internal static class ServiceAccountFile
{
    /// <summary>Reads a configuration. What it does not know in the file becomes a warning.</summary>
    /// <param name="warn">Writes a warning.</param>
    /// <param name="file">Full path.</param>
    /// <param name="cancellationToken">Ends the wait for a pipe's writer.</param>
    /// <exception cref="VgsConfigException">It is no configuration.</exception>
    /// <exception cref="OperationCanceledException">The wait for a pipe's writer was ended.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static VgsServiceAccountConfig Read(Action<string> warn, string file, CancellationToken cancellationToken)
    {
        using var stream = InputFile.Open(file, FileShare.ReadWrite | FileShare.Delete, cancellationToken);
        var reading = ServiceAccountYaml.Read(stream, file);
        foreach (var warning in reading.Warnings)
        {
            warn($"{file}: {warning}");
        }

        return reading.Config;
    }
}
