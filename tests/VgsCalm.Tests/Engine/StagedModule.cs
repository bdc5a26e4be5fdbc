using System.Reflection;
using System.Runtime.CompilerServices;

namespace VgsCalm.Tests.Engine;

/// <summary>The module as it is shipped, laid out by the build.</summary>
internal static class StagedModule
{
    /// <summary>
    /// Where it is. Another copy may stand in for it, to show that the tests fail where the module is not what it should
    /// be.
    /// </summary>
    public static string Folder { get; set; } =
        Path.GetFullPath(
            typeof(StagedModule)
                .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .Single(a => a.Key == "ModulePath")
                .Value!
        );

    public static string Manifest => Path.Combine(Folder, "VgsCalm.psd1");

    // The engine calls home at its first use unless it is told not to before.
    [ModuleInitializer]
    internal static void OptOutOfTelemetry() => Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
}
