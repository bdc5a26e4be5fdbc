using System.Runtime.CompilerServices;

namespace VgsCalm.Testing;

/// <summary>The module as it is shipped, laid out by the build.</summary>
public static class StagedModule
{
    /// <summary>
    /// Where it is. Another copy may stand in for it, to show that the tests fail where the module is not what it should
    /// be.
    /// </summary>
    public static string Folder { get; set; } = BuildPaths.Find(typeof(StagedModule).Assembly, "ModulePath");

    public static string Manifest => Path.Combine(Folder, "VgsCalm.psd1");

    /// <summary>The working copy that it was built from.</summary>
    public static string SourceRoot { get; } = BuildPaths.Find(typeof(StagedModule).Assembly, "SourceRoot");

    // The engine calls home at its first use unless it is told not to before.
#pragma warning disable CA2255 // A library of tests: whatever test or program loads it is to have been told.
    [ModuleInitializer]
    internal static void OptOutOfTelemetry() => Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
#pragma warning restore CA2255
}
