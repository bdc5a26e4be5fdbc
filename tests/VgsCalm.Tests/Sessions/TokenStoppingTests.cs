using System.Management.Automation;
using VgsCalm.Emulator;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Sessions;

/// <summary>A command that is stopped while it waits for a token.</summary>
public sealed class TokenStoppingTests : ConnectedTest
{
    protected override EmulatorOptions Options => new();

    [Fact]
    public async Task Ctrl_C_ends_Connect_and_its_token_request()
    {
        Emulator.Faults.Add(
            new Fault
            {
                PathPrefix = "/auth",
                Kind = FaultKind.HangBefore,
                Times = -1,
            }
        );
        using var connecting = new RunningScript(Shell, "Connect-VgsCalm $calm -TimeoutSec 0 -Name other @uris");
        await Poll.UntilInWork(Emulator, 1);

        connecting.Stop();

        await Poll.UntilInWork(Emulator, 0);
        Assert.Equal(PSInvocationState.Stopped, connecting.State);
        Assert.Empty(connecting.Errors);
        Assert.Equal(1, Emulator.Requests.Count());
        Assert.Equal(
            ["admin", "default"],
            Shell.Run("(Get-VgsCalmSession).Name").Output.Select(name => name.ToString())
        );
    }

    [Fact]
    public async Task Stopping_one_of_several_token_waits_leaves_the_others_waiting()
    {
        Emulator.RevokeTokens();
        Emulator.Faults.Add(
            new Fault
            {
                PathPrefix = "/auth",
                Kind = FaultKind.Status,
                Status = 503,
                RetryAfter = 1,
            }
        );
        using var other = Shell.Open();
        other.Set("s", Shell.Run("Get-VgsCalmSession default").Single);
        using var stopped = new RunningScript(Shell, "Get-VgsCard CRDnone");
        using var going = new RunningScript(
            other,
            "Invoke-VgsCalmRequest /cards/CRDnone -Session $s -SkipHttpErrorCheck"
        );
        await Poll.Until(
            () => Emulator.Requests.Count("GET") == 2 && Emulator.Requests.Count("POST") == 1,
            "both wait for the token"
        );

        stopped.Stop();

        going.WaitForEnd();
        Assert.Empty(going.Errors);
        Assert.Equal(2, Emulator.Requests.Count("POST", "/auth"));
    }
}
