using VgsCalm.Accounts;

namespace VgsCalm.Formats.Yaml;

/// <summary>
/// The YAML of a service account (<c>credentials.yaml</c>), in and out. The bridge to this assembly: nothing of YamlDotNet is
/// in a signature, so that the module can call it before the assembly's load context exists.
/// Shape of the file: VGS "Authentication - V1".
/// </summary>
internal static class ServiceAccountYaml
{
    /// <summary>
    /// Reads a configuration. The file counts as hostile: it is bounded, and nothing of YAML beyond plain data is
    /// accepted.
    /// </summary>
    /// <param name="stream">The text, UTF-8 or, with its byte order mark, UTF-16. It is not closed.</param>
    /// <param name="file">The file's path, for messages only.</param>
    /// <exception cref="VgsConfigException">The text cannot be used; with line, column and field, never with a value.</exception>
    internal static ServiceAccountReadResult Read(Stream stream, string? file)
    {
        var source = new ConfigSource(file);
        using var text = ConfigText.Read(stream, source);
        return ServiceAccountDocument.Read(LocatedTree.Read(text, source), source);
    }

    /// <summary>Writes a configuration, with LF line ends and the fields in the order of the VGS page.</summary>
    /// <param name="writer">Where the text goes. It is neither flushed nor closed.</param>
    /// <param name="config">What is written.</param>
    /// <param name="includeSecret">Whether the client secret is written, where there is one.</param>
    /// <exception cref="VgsConfigException">A value is not text (half of a surrogate pair), so no file can hold it.</exception>
    internal static void Write(TextWriter writer, VgsServiceAccountConfig config, bool includeSecret)
    {
        // YamlDotNet's emitter sets the line end of the writer it is given; the caller's stays as it was.
        var newLine = writer.NewLine;
        try
        {
            new ServiceAccountWriter(writer).Write(config, includeSecret);
        }
        finally
        {
            writer.NewLine = newLine;
        }
    }
}
