using System.Management.Automation.Host;

namespace VgsCalm.Hosting;

/// <summary>A warning after the pipeline was stopped, and with it all streams: only the host still listens.</summary>
internal static class HostWarning
{
    public static void Write(PSHost? host, string text)
    {
        try
        {
            host?.UI?.WriteWarningLine(text);
        }
        catch (Exception error) when (error is NotImplementedException or InvalidOperationException or HostException)
        {
            // A host without a console has no place for it.
        }
    }
}
