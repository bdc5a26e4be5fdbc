using System.Management.Automation;

namespace VgsCalm.Tests.Sessions;

/// <summary>What errors say to type opens a session of the same environment: real cards have no business in the sandbox.</summary>
public sealed class ReopenAdviceTests : ConnectedTest
{
    [Theory]
    [InlineData("Live", "Connect-VgsCalm -Name job -Environment Live again")]
    [InlineData("Sandbox", "Connect-VgsCalm -Name job again")]
    public void A_closed_session_is_opened_again_where_it_was(string environment, string expected)
    {
        var error = Run(
                $"$s = Connect-VgsCalm $calm -Name job -Environment {environment} @uris -PassThru; Disconnect-VgsCalm $s; "
                    + "Get-VgsCard CRD1 -Session $s"
            )
            .ShouldFailWith("NotConnected", ErrorCategory.ConnectionError, "job");

        Assert.Contains(expected, error.ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_person_signs_in_again_where_the_session_was()
    {
        Emulator.Options.SignIn.ApproveDevices = true;
        Run("Connect-VgsCalm -DeviceCode -Name admin -Environment Live @uris 6> $null").ThrowIfFailed();
        Emulator.EndSignIns();

        var error = Run("Get-VgsOrganization -Session admin")
            .ShouldFailWith("SignInRequired", ErrorCategory.AuthenticationError, "vgs-cli-public");

        Assert.Contains(
            "Connect-VgsCalm -Interactive -Name admin -Environment Live (",
            error.ErrorDetails.Message,
            StringComparison.Ordinal
        );
    }
}
