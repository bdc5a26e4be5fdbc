using System.Diagnostics;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Rotation;

/// <summary>What ends a process from outside, as a scheduler or a container does, while an account is made in a user's own PowerShell.</summary>
public sealed class AccountSignalTests : RotationTest
{
    private const string Config = "New-VgsServiceAccountConfig tntemulator -Name nightly";
    private static readonly TimeSpan SlowestEnd = TimeSpan.FromSeconds(30);

    [LinuxTheory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task A_signal_in_a_proof_removes_the_successor(string signal)
    {
        MakeOld();
        var proof = new Fault
        {
            Kind = FaultKind.HangBefore,
            PathPrefix = "/auth",
            After = 1,
        };

        await EndAsync($"Reset-VgsServiceAccount ACemulator -ClientId {OldId} -Session admin", proof, signal);

        Assert.Empty(Others());
        OldStillWorks();
    }

    [LinuxTheory]
    [InlineData("TERM")]
    public async Task A_signal_says_that_an_account_may_have_been_made(string signal)
    {
        var making = new Fault
        {
            Kind = FaultKind.Hang,
            PathPrefix = List,
            Method = "POST",
        };

        var said = await EndAsync($"{Config} | New-VgsServiceAccount ACemulator -Session admin", making, signal);

        Assert.Contains("an account named 'nightly' may have been made", said, StringComparison.Ordinal);
    }

    // Has the command's request hang, and ends the process then.
    private async Task<string> EndAsync(string command, Fault fault, string signal)
    {
        Emulator.Faults.Add(fault);
        using var process = Process.Start(Start(command))!;
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
        SecretSearch.ShouldShowNoSecretOf(said, Emulator);
        return said.ReplaceLineEndings(" ");
    }

    private ProcessStartInfo Start(string command)
    {
        var start = UserShell.Start(
            StagedModule.SourceRoot,
            "-NonInteractive",
            "-Command",
            "Import-Module $env:VGSCALM_TEST_MODULE; "
                + "Connect-VgsCalm -FromEnvironment -Name admin -EmulatorUri $env:VGSCALM_TEST_EMULATOR; "
                + command
        );
        start.Environment["HOME"] = Folder.Path;
        start.Environment["VGSCALM_TEST_MODULE"] = StagedModule.Manifest;
        start.Environment["VGSCALM_TEST_EMULATOR"] = Emulator.BaseUri.ToString();
        start.Environment["VGS_CLIENT_ID"] = Emulator.AdminClientId;
        start.Environment["VGS_CLIENT_SECRET"] = Emulator.AdminClientSecret;
        start.Environment.Remove("PSModulePath");
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        return start;
    }
}
