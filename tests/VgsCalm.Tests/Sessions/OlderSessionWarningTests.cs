using System.Management.Automation;

namespace VgsCalm.Tests.Sessions;

/// <summary>A session that is not replaced, because the command failed, is named: it may be one of Live.</summary>
public sealed class OlderSessionWarningTests : ConnectedTest
{
    protected override void Prepare()
    {
        base.Prepare();
        Shell.Set("wrong", Shell.CredentialOf(Emulator.CalmClientId, "another-" + Emulator.AdminClientSecret));
        Shell.Set("folder", Folder.Path);
        Folder.Write("bad.yaml", "a: [");
        Folder.Write("other.yaml", "kind: Route");
    }

    [Theory]
    [InlineData("Connect-VgsCalm $wrong @uris")]
    [InlineData("Connect-VgsCalm $calm -AuthUri http://example.com")]
    [InlineData("Connect-VgsCalm $calm -CaCertificatePath $folder/none.pem @uris")]
    [InlineData("Connect-VgsCalm -Path $folder/none.yaml @uris")]
    [InlineData("Connect-VgsCalm -Path $folder/bad.yaml @uris")]
    [InlineData("Connect-VgsCalm -Path $folder/*.yaml @uris")]
    [InlineData("Connect-VgsCalm -LiteralPath $folder/none.yaml @uris")]
    [InlineData("Connect-VgsCalm -LiteralPath $folder/other.yaml @uris")]
    [InlineData("'x' | Connect-VgsCalm @uris")]
    [InlineData("$null | Connect-VgsCalm @uris")]
    [InlineData("Connect-VgsCalm -Credential $null @uris")]
    [InlineData("Connect-VgsCalm -ClientId id -ClientSecret $null @uris")]
    [InlineData("Get-VgsAccessToken -Credential $null @uris")]
    [InlineData("Get-VgsAccessToken $wrong @uris")]
    [InlineData("Get-VgsAccessToken -Path $folder/none.yaml @uris")]
    public void A_failure_says_which_session_stays_open(string script)
    {
        var result = Run(script);

        Assert.NotNull(result.Failure);
        Assert.Equal(
            $"The session 'default' that was opened before stays open: Sandbox, client {Emulator.CalmClientId}.",
            Assert.Single(result.Warnings)
        );
    }

    [Theory]
    [InlineData("Connect-VgsCalm $wrong @uris -WarningAction Stop")]
    [InlineData("$WarningPreference = 'Stop'; Get-VgsAccessToken $wrong @uris")]
    [InlineData("$WarningPreference = 'Inquire'; Connect-VgsCalm $wrong @uris")]
    public void A_warning_that_is_to_stop_does_not_hide_the_cause(string script) =>
        Run(script).ShouldFailWith("AuthenticationFailed", ErrorCategory.AuthenticationError, Emulator.CalmClientId);

    [Theory]
    [InlineData("Connect-VgsCalm -Path $folder/none.yaml -Name other @uris")]
    [InlineData("Get-VgsAccessToken -Session none")]
    public void A_failure_that_concerns_no_open_session_names_none(string script)
    {
        var result = Run(script);

        Assert.NotNull(result.Failure);
        Assert.Empty(result.Warnings);
    }
}
