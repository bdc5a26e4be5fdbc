using System.Management.Automation.Host;
using System.Text.RegularExpressions;
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
        Assert.Contains(
            "Get-VgsServiceAccount -OrganizationId ACemulator -Name calm -Session admin",
            warning,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Remove-VgsServiceAccount -OrganizationId ACemulator -Session admin, which",
            warning,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(FaultKind.ResetAfter, null)]
    [InlineData(FaultKind.WrongJson, null)]
    [InlineData(FaultKind.Status, 500)]
    public void A_lost_answer_says_how_to_look_for_the_account(FaultKind kind, int? status)
    {
        Always(kind, "/accounts/organizations/ACemulator/service-accounts", status, method: "POST");

        var error = Run(New + " ACemulator -Session admin").Failure!.ToString();

        Assert.Contains(
            "Get-VgsServiceAccount -OrganizationId ACemulator -Name calm -Session admin",
            error,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Remove-VgsServiceAccount -OrganizationId ACemulator -Session admin, which",
            error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Among_accounts_of_one_name_the_look_tells_the_new_one()
    {
        Run("$kept = " + New + " ACemulator -Session admin").ThrowIfFailed();
        Always(FaultKind.ResetAfter, "/accounts/organizations/ACemulator/service-accounts", method: "POST");

        var error = Run(New + " ACemulator -Session admin").Failure!.ToString();

        var look = Regex.Match(error, "look with (.*) for one that was made just now").Groups[1].Value;
        var found = Run(look + " | Sort-Object CreatedAt").ThrowIfFailed().Output;
        Assert.All(found, account => Assert.IsType<DateTime>(account.Properties["CreatedAt"].Value));
        Assert.NotEqual(Run("$kept.ClientId").Single.BaseObject, found[^1].Properties["ClientId"].Value);
        Assert.Contains("unless another administrator made it", error, StringComparison.Ordinal);
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
