using System.Management.Automation;
using System.Reflection;
using System.Runtime.InteropServices;

namespace VgsCalm.Loader;

/// <summary>
/// Loads VgsCalm.Core with native code for this platform, where the package has it: an import and a Connect have some 300 methods less to
/// compile. PowerShell reads the types of VgsCalm.dll, and with them Core, before any code of it runs; this assembly is a nested module,
/// and those are imported before the root module.
/// </summary>
public sealed class CoreLoader : IModuleAssemblyInitializer
{
    private const string Core = "VgsCalm.Core.dll";

    /// <inheritdoc/>
    public void OnImport()
    {
        // .NET Framework has no such code, and Core is loaded there as any other assembly is.
        if (RuntimeInformation.FrameworkDescription.StartsWith(".NET Framework", StringComparison.Ordinal))
        {
            return;
        }

        var module = Path.GetDirectoryName(typeof(CoreLoader).Assembly.Location) ?? "";
        var compiled = Path.Combine(module, "lib", Platform(), Core);
        if (!File.Exists(compiled))
        {
            return;
        }

        try
        {
            _ = Assembly.LoadFrom(compiled);
        }
        catch (Exception error) when (error is BadImageFormatException or IOException)
        {
            // Another copy of Core is loaded already, or this one cannot be: the one in the root is the same assembly, without native code.
        }
    }

    // As .NET names them: linux-x64, win-x64.
    private static string Platform()
    {
        var system =
            RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "win"
            : RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? "linux"
            : "osx";
#pragma warning disable CA1308 // The names are lower case.
        return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
#pragma warning restore CA1308
    }
}
