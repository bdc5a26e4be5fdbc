using System.Diagnostics;
using VgsCalm.Emulator;
using VgsCalm.Emulator.Faults;
using Xunit;

namespace VgsCalm.Testing.Engine;

/// <summary>A user's own PowerShell that a signal ends in the midst of a command, as a scheduler or a container does.</summary>
public static class SignalledShell
{
    private static readonly TimeSpan SlowestEnd = TimeSpan.FromSeconds(30);

    private const string Connect = """
        Import-Module $env:VGSCALM_TEST_MODULE
        Connect-VgsCalm -FromEnvironment -EmulatorUri $env:VGSCALM_TEST_EMULATOR
        $env:VGS_CLIENT_ID = $env:VGSCALM_TEST_ADMIN
        $env:VGS_CLIENT_SECRET = $env:VGSCALM_TEST_ADMIN_SECRET
        Connect-VgsCalm -FromEnvironment -EmulatorUri $env:VGSCALM_TEST_EMULATOR -Name admin

        """;

    /// <summary>Runs a command, and sends the signal when a request has met the fault.</summary>
    /// <param name="emulator">Where its sessions, <c>default</c> and <c>admin</c>, are connected to.</param>
    /// <param name="home">Its HOME.</param>
    /// <param name="command">The command.</param>
    /// <param name="fault">Has a request hang.</param>
    /// <param name="signal">The signal's name, such as TERM.</param>
    /// <returns>What it printed, in one line.</returns>
    public static async Task<string> EndAsync(
        VgsEmulator emulator,
        string home,
        string command,
        Fault fault,
        string signal
    )
    {
        emulator.Faults.Add(fault);
        using var process = Process.Start(Start(emulator, home, command))!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await Poll.Until(() => fault.Played > 0 || process.HasExited, "the request hangs");
        Assert.False(process.HasExited, "PowerShell ended by itself.");

        using (var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        Assert.True(process.WaitForExit(SlowestEnd), "The signal did not end PowerShell.");
        Assert.NotEqual(0, process.ExitCode);
        var said = await output + await errors;
        SecretSearch.ShouldShowNoSecretOf(said, emulator);
        return said.ReplaceLineEndings(" ");
    }

    private static ProcessStartInfo Start(VgsEmulator emulator, string home, string command)
    {
        var start = UserShell.Start(StagedModule.SourceRoot, "-NonInteractive", "-Command", Connect + command);
        start.Environment["HOME"] = home;
        start.Environment["VGSCALM_TEST_MODULE"] = StagedModule.Manifest;
        start.Environment["VGSCALM_TEST_EMULATOR"] = emulator.BaseUri.ToString();
        start.Environment["VGS_CLIENT_ID"] = emulator.CalmClientId;
        start.Environment["VGS_CLIENT_SECRET"] = emulator.CalmClientSecret;
        start.Environment["VGSCALM_TEST_ADMIN"] = emulator.AdminClientId;
        start.Environment["VGSCALM_TEST_ADMIN_SECRET"] = emulator.AdminClientSecret;
        start.Environment.Remove("PSModulePath");
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        return start;
    }
}
