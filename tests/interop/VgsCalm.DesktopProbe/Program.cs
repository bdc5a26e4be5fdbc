using System.Reflection;

namespace VgsCalm.DesktopProbe;

/// <summary>
/// Runs the module's assemblies as Windows PowerShell 5.1 loads them. The program lies in the module's own folder, in the place of a
/// cmdlet: what is there is found right away, and all else only by the module's resolver.
/// Argument: the emulator's address; the client is in VGS_CLIENT_ID and VGS_CLIENT_SECRET.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        var folder = AppDomain.CurrentDomain.BaseDirectory;
        var module = Assembly.LoadFrom(Path.Combine(folder, "VgsCalm.dll"));
        var isolation = module.GetType("VgsCalm.Hosting.DependencyIsolation", throwOnError: true)!;
        isolation.GetMethod("Attach", BindingFlags.Public | BindingFlags.Static)!.Invoke(null, null);

        // In a method of its own: the runtime looks for the libraries when it compiles that.
        return Probe.Run(folder, new Uri(arguments[0]));
    }
}
