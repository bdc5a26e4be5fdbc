using System.Diagnostics;
using System.Runtime.InteropServices;

namespace VgsCalm.Testing;

/// <summary>
/// The PowerShell that users have: the official one, as the .NET tool of the repository's manifest. Whatever first needs it restores it.
/// </summary>
public static class UserShell
{
    private static readonly Lock Gate = new();
    private static string? _program;

    // The runtime's folder is shared/Microsoft.NETCore.App/VERSION under the one that has the host.
    private static string Dotnet =>
        Path.GetFullPath(
            Path.Combine(
                RuntimeEnvironment.GetRuntimeDirectory(),
                "../../..",
                OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"
            )
        );

    /// <summary>How to start it, without a profile and without telemetry.</summary>
    /// <param name="sourceRoot">The working copy, for its manifest of tools.</param>
    /// <param name="arguments">What pwsh is told: <c>-File</c>, <c>-Command</c> and the like.</param>
    /// <exception cref="InvalidOperationException">The tool cannot be restored.</exception>
    public static ProcessStartInfo Start(string sourceRoot, params string[] arguments)
    {
        lock (Gate)
        {
            _program ??= Restore(sourceRoot);
        }

        return new ProcessStartInfo(Dotnet, [_program, "-NoLogo", "-NoProfile", .. arguments])
        {
            UseShellExecute = false,
            Environment = { ["POWERSHELL_TELEMETRY_OPTOUT"] = "1", ["POWERSHELL_UPDATECHECK"] = "Off" },
        };
    }

    // Called by its own path, it needs no HOME to be found: a test gives it another one.
    private static string Restore(string sourceRoot)
    {
        using var turn = new Mutex(initiallyOwned: false, "VgsCalm.UserShell");
        turn.WaitOne();
        try
        {
            Run(sourceRoot, "tool", "restore");
            var home = Run(sourceRoot, "tool", "run", "pwsh", "-NoLogo", "-NoProfile", "-Command", "$PSHOME");
            return Path.Combine(home.Trim(), "pwsh.dll");
        }
        finally
        {
            turn.ReleaseMutex();
        }
    }

    private static string Run(string folder, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(Dotnet, arguments)
            {
                WorkingDirectory = folder,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["POWERSHELL_TELEMETRY_OPTOUT"] = "1", ["DOTNET_NOLOGO"] = "1" },
            }
        )!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException(
                $"dotnet {string.Join(' ', arguments)} ended with exit code {process.ExitCode}: {errors.Result}{output}"
            );
    }
}
