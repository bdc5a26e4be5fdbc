using System.Runtime.InteropServices;

namespace VgsCalm.Auth.SignIn;

/// <summary>What decides whether and how a browser can be opened. A seam for tests.</summary>
internal sealed record DesktopEnvironment
{
    public static DesktopEnvironment Current { get; } = new();

    public OSPlatform Platform { get; init; } =
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? OSPlatform.Windows
        : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? OSPlatform.OSX
        : OSPlatform.Linux;

    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    public Func<string, bool> FileExists { get; init; } = File.Exists;

    /// <summary>False for a Windows service, which has no screen.</summary>
    public bool IsUserInteractive { get; init; } = Environment.UserInteractive;
}
