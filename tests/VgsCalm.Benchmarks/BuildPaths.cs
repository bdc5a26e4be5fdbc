using System.Reflection;

namespace VgsCalm.Benchmarks;

/// <summary>Where the build put what is measured.</summary>
internal static class BuildPaths
{
    public static string Manifest { get; } = Path.GetFullPath(Path.Combine(Of("ModulePath"), "VgsCalm.psd1"));

    public static string EmptyManifest { get; } = Path.GetFullPath(Of("EmptyModulePath"));

    public static string ImportProbe { get; } = Path.GetFullPath(Of("ImportProbePath"));

    public static string SourceRoot { get; } = Of("SourceRoot");

    private static string Of(string key) =>
        typeof(BuildPaths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
