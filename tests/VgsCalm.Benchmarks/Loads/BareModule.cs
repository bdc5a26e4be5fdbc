namespace VgsCalm.Benchmarks.Loads;

/// <summary>
/// A copy of the staged module without <c>lib/</c>: YAML and CSV files cannot be read, and Core has no native code.
/// What a part is worth is shown by its lack.
/// </summary>
internal sealed class BareModule : IDisposable
{
    private const string FormatFile = "VgsCalm.Format.ps1xml";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vgscalm-benchmarks-");

    /// <param name="hasFormatFile">Whether it has the file that says how its objects are shown.</param>
    public BareModule(bool hasFormatFile)
    {
        var staged = Path.GetDirectoryName(BuildPaths.Manifest)!;
        foreach (var file in Directory.GetFiles(staged).Where(file => !IsLeftOut(Path.GetFileName(file))))
        {
            File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));
        }

        bool IsLeftOut(string name) => name == FormatFile && !hasFormatFile;
        var lines = File.ReadLines(BuildPaths.Manifest);
        File.WriteAllLines(
            Manifest,
            lines.Where(line => hasFormatFile || !line.Contains(FormatFile, StringComparison.Ordinal))
        );
    }

    public string Manifest => Path.Combine(_folder.FullName, "VgsCalm.psd1");

    public string Assembly => Path.Combine(_folder.FullName, "VgsCalm.dll");

    public void Dispose() => _folder.Delete(recursive: true);
}
