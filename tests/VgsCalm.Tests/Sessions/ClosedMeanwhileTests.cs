using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Sessions;

/// <summary>A session that another runspace closes while a request of it is under way.</summary>
public sealed class ClosedMeanwhileTests : ConnectedTest
{
    [Theory]
    [InlineData("Get-VgsCard CRD1", "NotConnected")]
    [InlineData("Invoke-VgsCalmRequest /cards/CRD1", "NotConnected")]
    [InlineData("New-VgsCard -Name J -Number 5415775831611962 -ExpMonth 11 -ExpYear 2027", "OutcomeUnknown")]
    [InlineData("Invoke-VgsCalmRequest /cards -Method Post -Body @{ name = 'J' }", "OutcomeUnknown")]
    public async Task A_request_under_way_says_what_became_of_it(string command, string id)
    {
        Emulator.Faults.Add(
            new Fault
            {
                PathPrefix = "/calm",
                Kind = FaultKind.HangBefore,
                Times = -1,
            }
        );
        using var other = Shell.Open();
        other.Set("session", Run("Get-VgsCalmSession default").ThrowIfFailed().Output[0].BaseObject);
        using var asking = new RunningScript(Shell, command);
        await Poll.UntilInWork(Emulator, 1);

        other.Run("Disconnect-VgsCalm -Session $session").ThrowIfFailed();

        var thrown = asking.WaitForEnd();
        var error = thrown ?? Assert.Single(asking.Errors);
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(asking.Output);
        await Poll.UntilInWork(Emulator, 0);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("def*")]
    [InlineData("[d]efault")]
    public void A_pattern_names_no_session_to_use(string pattern)
    {
        var result = Run("Get-VgsCard CRD1 -Session $pattern", ("pattern", pattern));
        var error = result.Terminating ?? Assert.Single(result.Errors);
        Assert.StartsWith("NotConnected,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(0, Emulator.Requests.Count("GET", "/calm/cards"));
    }
}
