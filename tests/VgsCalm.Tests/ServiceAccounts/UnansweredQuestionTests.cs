using System.Management.Automation;
using System.Management.Automation.Host;

namespace VgsCalm.Tests.ServiceAccounts;

/// <summary>Commands that ask before they act, on hosts that cannot ask.</summary>
public sealed class UnansweredQuestionTests : ConnectedTest
{
    private readonly RecordingHost _host = new();

    public static TheoryData<string> Commands { get; } =
        new(
            "Remove-VgsServiceAccount ACemulator -ClientId ACx -Session admin",
            "Reset-VgsServiceAccount ACemulator -ClientId $calm.UserName -Session admin -RemoveOld -Save { } -Read { }",
            "Remove-VgsNetworkToken tok_sandbox_abc",
            "Invoke-VgsCalmRequest /cards/CRD1 -Method Delete -Confirm",
            "New-VgsCard -Name A -Number 4111111111111111 -ExpMonth 1 -ExpYear 30 -Confirm",
            "New-VgsServiceAccountConfig tntemulator | New-VgsServiceAccount ACemulator -Session admin -Confirm"
        );

#pragma warning disable CA2201 // It is what PowerShell's own console throws where its input is closed.
    private static readonly Exception ClosedConsole = new NullReferenceException(
        "Object reference not set to an instance of an object."
    );
#pragma warning restore CA2201

    // -NonInteractive; a console without input; a thread job; a host of one's own.
    public static TheoryData<Exception> Hosts { get; } =
        new(
            new PSInvalidOperationException("PowerShell is in NonInteractive mode."),
            ClosedConsole,
            new HostException("A command that prompts the user failed."),
            new RemoteException("Object reference not set to an instance of an object."),
            new NotImplementedException("Not implemented.")
        );

    protected override PSHost Host => _host;

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_says_that_it_cannot_ask_and_changes_nothing(string command) =>
        AssertSaid(command, ClosedConsole);

    [Theory]
    [MemberData(nameof(Hosts))]
    public void The_error_says_what_to_do_for_any_failure_of_a_host(Exception failure) =>
        AssertSaid("Remove-VgsNetworkToken tok_sandbox_abc", failure);

    private void AssertSaid(string command, Exception failure)
    {
        _host.PromptFailure = failure;

        var error = Run(command).Failure!;

        Assert.StartsWith("RequestInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("needs a person's confirmation", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("-Confirm:$false", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Emulator.Requests.Snapshot(), request => request.Method != "GET");
    }
}
