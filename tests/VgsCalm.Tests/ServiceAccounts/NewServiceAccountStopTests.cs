using System.Management.Automation.Host;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.ServiceAccounts;

/// <summary>New-VgsServiceAccount that is stopped while VGS may be making the account.</summary>
public sealed class NewServiceAccountStopTests : ConnectedTest
{
    private const string New = "New-VgsServiceAccountConfig tntemulator | New-VgsServiceAccount";
    private readonly RecordingHost _console = new();

    protected override PSHost Host => _console;

    [Fact]
    public async Task Ctrl_C_in_the_middle_says_that_an_account_may_be_there()
    {
        Always(FaultKind.Hang, "/accounts/organizations/ACemulator/service-accounts", method: "POST");
        using var making = new RunningScript(Shell, New + " ACemulator -Session admin");
        await Poll.UntilInWork(Emulator, 1);

        making.Stop();

        var warning = Assert.Single(_console.Warnings);
        Assert.Contains("'calm'", warning, StringComparison.Ordinal);
        Assert.Contains("ACemulator", warning, StringComparison.Ordinal);
        Assert.Contains("Get-VgsServiceAccount", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_before_the_request_says_nothing()
    {
        Always(FaultKind.HangBefore, "/accounts/organizations", method: "GET");
        using var making = new RunningScript(Shell, New + " -Session admin");
        await Poll.UntilInWork(Emulator, 1);

        making.Stop();

        Assert.Empty(_console.Warnings);
    }
}
