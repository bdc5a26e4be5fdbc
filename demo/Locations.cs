using System.Reflection;

namespace VgsCalm.Demo;

/// <summary>Where the build put the module, and where the demo's own files are.</summary>
internal static class Locations
{
    public static string Manifest { get; } = Path.Combine(Metadata("ModulePath"), "VgsCalm.psd1");

    public static string Script { get; } = Path.Combine(Metadata("DemoPath"), "Quickstart.ps1");

    public static string SampleFile { get; } = Path.Combine(Metadata("DemoPath"), "cards.csv");

    private static string Metadata(string key) =>
        Path.GetFullPath(
            typeof(Locations).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!
        );
}
