using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace VgsCalm.Auth.SignIn;

/// <summary>Opens the system's browser, or says why there is none. The browser gets the address and nothing else.</summary>
internal sealed class BrowserOpener
{
    private static readonly string[] LinuxOpeners =
    [
        "xdg-open",
        "wslview",
        "gnome-open",
        "kde-open",
        "sensible-browser",
    ];

    private readonly DesktopEnvironment _desktop;
    private readonly Func<ProcessStartInfo, Process?> _start;

    public BrowserOpener(DesktopEnvironment desktop, Func<ProcessStartInfo, Process?> start)
    {
        _desktop = desktop;
        _start = start;
    }

    public static BrowserOpener System { get; } = new(DesktopEnvironment.Current, Process.Start);

    /// <summary>Opens the address.</summary>
    /// <returns>What kept the browser from opening, as soon as that is known; null when nothing did.</returns>
    /// <exception cref="VgsApiException">SignInFailed: there is no browser that could be opened.</exception>
    public Task<string?> Open(string address)
    {
        var command = Command(address);
        try
        {
            return _start(command) is { } process ? WatchAsync(process, command) : Task.FromResult<string?>(null);
        }
        catch (Exception failure) when (failure is Win32Exception or InvalidOperationException or IOException)
        {
            throw SignInErrors.NoBrowser(failure.Message.TrimEnd('.'));
        }
    }

    private ProcessStartInfo Command(string address)
    {
        if (_desktop.Platform == OSPlatform.Windows)
        {
            return _desktop.IsUserInteractive
                ? new ProcessStartInfo(address) { UseShellExecute = true }
                : throw SignInErrors.NoBrowser("this process has no desktop");
        }

        return _desktop.Platform == OSPlatform.OSX
            ? ShellCommand("/usr/bin/open", address)
            : ShellCommand(FindLinuxOpener(), address);
    }

    private string FindLinuxOpener()
    {
        // What the variable names was chosen by the user or by a remote editor: it works where no display is.
        if (_desktop.Variable("BROWSER") is { Length: > 0 } chosen && Find(chosen) is { } browser)
        {
            return browser;
        }

        if (IsSet("SUDO_USER"))
        {
            throw SignInErrors.NoBrowser("this shell runs under sudo, and a browser must not");
        }

        var isWsl = IsSet("WSL_DISTRO_NAME");
        if (!isWsl && !IsSet("DISPLAY") && !IsSet("WAYLAND_DISPLAY"))
        {
            throw SignInErrors.NoBrowser(
                IsContainer()
                    ? "this shell runs in a container without a desktop"
                    : "this shell has no desktop (neither DISPLAY nor WAYLAND_DISPLAY is set)"
            );
        }

        var openers = isWsl ? ["wslview", .. LinuxOpeners] : LinuxOpeners;
        return openers.Select(Find).FirstOrDefault(path => path is not null)
            ?? throw SignInErrors.NoBrowser($"none of {string.Join(", ", LinuxOpeners)} is installed");
    }

    private bool IsSet(string variable) => !string.IsNullOrEmpty(_desktop.Variable(variable));

    private bool IsContainer() =>
        _desktop.FileExists("/.dockerenv") || _desktop.FileExists("/run/.containerenv") || IsSet("container");

    private string? Find(string program) =>
        program.StartsWith("/", StringComparison.Ordinal)
            ? (_desktop.FileExists(program) ? program : null)
            : (_desktop.Variable("PATH") ?? "")
                .Split([':'], StringSplitOptions.RemoveEmptyEntries)
                .Select(folder => folder.TrimEnd('/') + "/" + program)
                .FirstOrDefault(_desktop.FileExists);

    // By a shell that turns the browser's chatter away: it would land in the middle of the terminal.
    private static ProcessStartInfo ShellCommand(string program, string address) =>
        new("/bin/sh", $"-c \"exec \\\"$0\\\" \\\"$1\\\" >/dev/null 2>&1 </dev/null\" \"{program}\" \"{address}\"")
        {
            UseShellExecute = false,
        };

    private static async Task<string?> WatchAsync(Process process, ProcessStartInfo command)
    {
        // On Windows the shell hands the address to a browser that may be running already: its end says nothing.
        if (command.UseShellExecute)
        {
            process.Dispose();
            return null;
        }

        using (process)
        {
            var ended = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            process.EnableRaisingEvents = true;
            process.Exited += (_, _) => ended.TrySetResult(true);
            if (process.HasExited)
            {
                ended.TrySetResult(true);
            }

            await ended.Task.ConfigureAwait(false);
            return process.ExitCode == 0 ? null : $"the system's opener ended with exit code {process.ExitCode}";
        }
    }
}
