using System.Net;
using System.Runtime.InteropServices;

namespace VgsCalm.Hosting;

/// <summary>Windows PowerShell 5.1 may start with TLS 1.0 alone: 1.2 is added, and nothing that is there is taken away.</summary>
internal static class TlsOnDesktop
{
    public static void Allow()
    {
        if (!RuntimeInformation.FrameworkDescription.StartsWith(".NET Framework", StringComparison.Ordinal))
        {
            return;
        }
#pragma warning disable CA5386 // Added to what the system allows, never in its place; the system default allows 1.2 by itself.
        if (ServicePointManager.SecurityProtocol != default(SecurityProtocolType))
        {
            ServicePointManager.SecurityProtocol |= SecurityProtocolType.Tls12;
        }
#pragma warning restore CA5386
    }
}
