using System.Management.Automation;
using VgsCalm.Emulator.Faults;

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
    public void Who_sees_no_organization_signs_in_beside_the_default_session()
    {
        Emulator.Faults.Add(
            new Fault
            {
                Kind = FaultKind.RawBody,
                Status = 200,
                PathPrefix = "/accounts/organizations",
                Body = """{"data":[]}""",
                ContentType = "application/json",
            }
        );

        var error = Run("Get-VgsServiceAccount -Session admin")
            .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "OrganizationId");

        Assert.Contains("-Interactive, with a -Name of its own", error.ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_person_signs_in_again_where_the_session_was()
    {
        Emulator.Options.SignIn.ApproveDevices = true;
        Run("Connect-VgsCalm -DeviceCode -Name admin -Environment Live @uris 6> $null").ThrowIfFailed();
        var refusal = Run("Get-VgsCard CRD1 -Session admin").Failure!;
        Assert.Contains(
            "Connect-VgsCalm -Credential -Environment Live, with",
            refusal.ErrorDetails.Message,
            StringComparison.Ordinal
        );
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
