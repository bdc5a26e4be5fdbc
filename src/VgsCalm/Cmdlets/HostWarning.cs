using System.Management.Automation.Host;
using VgsCalm.Errors;

namespace VgsCalm.Cmdlets;

/// <summary>A warning after the pipeline has ended, and with it all streams: only the host still listens.</summary>
internal static class HostWarning
{
    public static void Write(PSHost? host, string warning)
    {
        try
        {
            host?.UI?.WriteWarningLine(VgsErrors.Printable(warning));
        }
        catch (Exception error)
            when (error is NotImplementedException or InvalidOperationException or HostException or IOException)
        {
            // A host without a console, or whose terminal was closed, shows no warnings. The pipeline ends as it was about to.
        }
    }
}
