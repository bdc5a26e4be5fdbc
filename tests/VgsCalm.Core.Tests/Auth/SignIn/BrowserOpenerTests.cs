using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using VgsCalm.Auth.SignIn;

namespace VgsCalm.Core.Tests.Auth.SignIn;

/// <summary>Which program opens the browser, and what is said where none can.</summary>
public sealed class BrowserOpenerTests
{
    private const string Address = "https://auth.example/auth?client_id=vgs-cli-public&scope=idp%20openid&state=a-b_c";

    [Theory]
    [InlineData("DISPLAY=:0", "/usr/bin/xdg-open", "/usr/bin/xdg-open")]
    [InlineData("WAYLAND_DISPLAY=wayland-0", "/usr/bin/gnome-open", "/usr/bin/gnome-open")]
    [InlineData("WSL_DISTRO_NAME=Debian", "/usr/bin/wslview /usr/bin/xdg-open", "/usr/bin/wslview")]
    [InlineData("WSL_DISTRO_NAME=Debian", "/usr/bin/xdg-open", "/usr/bin/xdg-open")]
    [InlineData("BROWSER=/opt/editor/browser.sh", "/opt/editor/browser.sh", "/opt/editor/browser.sh")]
    [InlineData("BROWSER=firefox DISPLAY=:0", "/usr/bin/xdg-open", "/usr/bin/xdg-open")]
    [InlineData("BROWSER=firefox SUDO_USER=ann", "/usr/bin/firefox", "/usr/bin/firefox")]
    public async Task On_Linux_the_first_opener_that_is_there_gets_the_address(
        string variables,
        string files,
        string opener
    )
    {
        var (command, result) = Open(OSPlatform.Linux, variables, files);

        Assert.Null(await result);
        Assert.Equal("/bin/sh", command!.FileName);
        Assert.EndsWith($"\"{opener}\" \"{Address}\"", command.Arguments, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "/usr/bin/xdg-open", "neither DISPLAY nor WAYLAND_DISPLAY")]
    [InlineData("", "/.dockerenv /usr/bin/xdg-open", "container")]
    [InlineData("container=podman", "/usr/bin/xdg-open", "container")]
    [InlineData("SUDO_USER=ann DISPLAY=:0", "/usr/bin/xdg-open", "sudo")]
    [InlineData("DISPLAY=:0", "", "xdg-open, wslview")]
    public async Task Where_no_browser_can_open_the_error_says_why_and_what_to_do(
        string variables,
        string files,
        string why
    )
    {
        var error = await Assert.ThrowsAsync<VgsApiException>(() => Open(OSPlatform.Linux, variables, files).Result);

        Assert.Equal(VgsErrorId.SignInFailed, error.Id);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Contains("-NoBrowser", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("-DeviceCode", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_macOS_it_is_open()
    {
        var (command, result) = Open(OSPlatform.OSX, "", "");

        Assert.Null(await result);
        Assert.EndsWith($"\"/usr/bin/open\" \"{Address}\"", command!.Arguments, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_Windows_the_shell_opens_the_address_itself()
    {
        var (command, result) = Open(OSPlatform.Windows, "", "");

        Assert.Null(await result);
        Assert.Equal((Address, true, ""), (command!.FileName, command.UseShellExecute, command.Arguments));
    }

    [Fact]
    public async Task A_Windows_service_has_no_desktop()
    {
        var error = await Assert.ThrowsAsync<VgsApiException>(() =>
            Open(OSPlatform.Windows, "", "", isInteractive: false).Result
        );

        Assert.Contains("desktop", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_opener_that_fails_is_told_with_its_exit_code()
    {
        var (_, result) = Open(OSPlatform.Linux, "DISPLAY=:0", "/usr/bin/xdg-open", exitCode: 3);

        Assert.Contains("exit code 3", await result.Soon(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_opener_that_cannot_be_started_is_no_browser()
    {
        var opener = new BrowserOpener(
            Desktop(OSPlatform.OSX, "", "", isInteractive: true),
            _ => throw new Win32Exception(2, "No such file or directory")
        );

        var error = Assert.Throws<VgsApiException>(() =>
        {
            _ = opener.Open(Address);
        });

        Assert.Contains("No such file", error.Message, StringComparison.Ordinal);
    }

    private static (ProcessStartInfo? Command, Task<string?> Result) Open(
        OSPlatform platform,
        string variables,
        string files,
        bool isInteractive = true,
        int exitCode = 0
    )
    {
        ProcessStartInfo? command = null;
        var opener = new BrowserOpener(
            Desktop(platform, variables, files, isInteractive),
            info =>
            {
                command = info;
                return Process.Start("/bin/sh", ["-c", $"exit {exitCode}"]);
            }
        );
        var result = Task.Run(() => opener.Open(Address));
        Task.WaitAny([result], TimeSpan.FromSeconds(60));
        return (command, result);
    }

    private static DesktopEnvironment Desktop(OSPlatform platform, string variables, string files, bool isInteractive)
    {
        var set = (variables + " PATH=/usr/local/bin:/usr/bin")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .ToDictionary(pair => pair.Split('=')[0], pair => pair.Split('=')[1], StringComparer.Ordinal);
        var there = files.Split(' ');
        return new DesktopEnvironment
        {
            Platform = platform,
            Variable = name => set.GetValueOrDefault(name),
            FileExists = path => there.Contains(path, StringComparer.Ordinal),
            IsUserInteractive = isInteractive,
        };
    }
}
