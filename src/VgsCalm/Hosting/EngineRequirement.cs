using System.Management.Automation;

namespace VgsCalm.Hosting;

/// <summary>
/// PowerShell 7.4 or later, or Windows PowerShell 5.1. The manifest's PowerShellVersion can name the lower one only, and
/// so lets 7.0 to 7.3 in.
/// </summary>
internal static class EngineRequirement
{
    private static readonly Version FirstOfCore = new(6, 0);
    private static readonly Version MinOfCore = new(7, 4);

    /// <summary>The engine that has loaded the module; Windows PowerShell's assembly says 3.0.</summary>
    public static Version Current => typeof(PSObject).Assembly.GetName().Version;

    /// <exception cref="PSNotSupportedException">The engine is too old.</exception>
    public static void Check(Version engine)
    {
        if (engine >= FirstOfCore && engine < MinOfCore)
        {
            throw new PSNotSupportedException(
                $"VgsCalm needs PowerShell 7.4 or later, or Windows PowerShell 5.1; this is PowerShell {engine.Major}.{engine.Minor}. "
                    + "Update PowerShell and import the module again."
            );
        }
    }
}
