using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Rotation;

/// <summary>What ends a process from outside, as a scheduler does, while an account is made in a user's own PowerShell.</summary>
public sealed class AccountSignalTests : RotationTest
{
    private const string Config = "New-VgsServiceAccountConfig tntemulator -Name nightly";

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
            After = 2,
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

    [LinuxTheory]
    [InlineData("TERM")]
    public async Task A_signal_names_an_account_that_a_slow_command_was_given(string signal)
    {
        var saving = new Fault { Kind = FaultKind.HangBefore, PathPrefix = "/calm" };

        var said = await EndAsync(
            $"{Config} | New-VgsServiceAccount ACemulator -Session admin | "
                + "ForEach-Object { Invoke-RestMethod ${env:VGSCALM_TEST_EMULATOR}calm/merchants }",
            saving,
            signal
        );

        var made = Emulator.ServiceAccounts.Single(account => account.Name == "nightly");
        Assert.Contains($"the secret of '{made.ClientId}'", said, StringComparison.Ordinal);
    }

    [LinuxTheory]
    [InlineData("TERM")]
    public async Task A_signal_in_a_slow_save_names_both_accounts(string signal)
    {
        var saving = new Fault { Kind = FaultKind.HangBefore, PathPrefix = "/calm" };

        var said = await EndAsync(
            $"$old = {Config} | New-VgsServiceAccount ACemulator -Session admin; {Reset} -Read {{ $old.Credential }} "
                + "-Save { Invoke-RestMethod ${env:VGSCALM_TEST_EMULATOR}calm/merchants }",
            saving,
            signal
        );

        var both = Emulator.ServiceAccounts.Where(account => account.Name == "nightly").ToArray();
        Assert.Equal(2, both.Length);
        Assert.All(both, account => Assert.Contains(account.ClientId, said, StringComparison.Ordinal));
    }

    private Task<string> EndAsync(string command, Fault fault, string signal) =>
        SignalledShell.EndAsync(Emulator, Folder.Path, command, fault, signal);
}
