using System.Reflection;

namespace VgsCalm.Benchmarks;

/// <summary>Where the build put what is measured.</summary>
internal static class BuildPaths
{
    public static string Manifest { get; } = Path.GetFullPath(Path.Combine(Read("ModulePath"), "VgsCalm.psd1"));

    public static string EmptyManifest { get; } = Path.GetFullPath(Read("EmptyModulePath"));

    /// <summary>The same module, with a format file that has nothing in it.</summary>
    public static string EmptyManifestWithFormats { get; } = Path.ChangeExtension(EmptyManifest, "WithFormats.psd1");

    public static string ImportProbe { get; } = Path.GetFullPath(Read("ImportProbePath"));

    public static string SourceRoot { get; } = Read("SourceRoot");

    private static string Read(string key) =>
        typeof(BuildPaths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
