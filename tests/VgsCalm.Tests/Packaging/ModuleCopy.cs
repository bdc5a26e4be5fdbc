using System.Text.RegularExpressions;

namespace VgsCalm.Tests.Packaging;

/// <summary>A copy of the staged module, to be changed before it is imported.</summary>
internal sealed class ModuleCopy : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("vgscalm-copy-").FullName;

    /// <param name="version">The version that the copy's manifest says; the module's own, where none is given.</param>
    public ModuleCopy(string? version = null)
    {
        Folder = Path.Combine(_root, "VgsCalm", version ?? Path.GetFileName(StagedModule.Folder.TrimEnd('/', '\\')));
        foreach (var file in Directory.EnumerateFiles(StagedModule.Folder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Folder, Path.GetRelativePath(StagedModule.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        if (version is not null)
        {
            var text = File.ReadAllText(Manifest);
            File.WriteAllText(Manifest, Regex.Replace(text, @"(?<=ModuleVersion\s*=\s*)'[^']+'", $"'{version}'"));
        }
    }

    public string Folder { get; }

    public string Manifest => Path.Combine(Folder, "VgsCalm.psd1");

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
