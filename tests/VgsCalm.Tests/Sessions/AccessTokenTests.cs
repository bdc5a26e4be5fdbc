using System.Management.Automation;
using System.Net;
using System.Security;

namespace VgsCalm.Tests.Sessions;

/// <summary>Get-VgsAccessToken: a session's token for other tools, or a session of its own making.</summary>
public sealed class AccessTokenTests : EmulatorTest
{
    [Fact]
    public void The_token_is_a_SecureString_that_holds_what_was_issued()
    {
        var token = Shell.Run("Connect-VgsCalm $calm @uris; Get-VgsAccessToken");

        Assert.Equal("VgsCalm.VgsAccessToken", token.Single.BaseObject.GetType().FullName);
        Assert.Equal(Assert.Single(Emulator.IssuedTokens), TextOf(token["Token"]));
        Assert.Equal("Bearer", token["TokenType"]);
        Assert.Equal(Emulator.CalmClientId, token["ClientId"]);
        Assert.Contains("cards:read", (string[])token["Scope"]!);
        Assert.InRange(
            (DateTimeOffset)token["ExpiresOn"]!,
            DateTimeOffset.UtcNow.AddSeconds(240),
            DateTimeOffset.UtcNow.AddSeconds(300)
        );
    }

    [Fact]
    public void A_caller_that_disposes_of_its_token_leaves_the_others_theirs()
    {
        var tokens = Shell
            .Run(
                "Connect-VgsCalm $calm @uris; $first = Get-VgsAccessToken; $first.Token.Dispose(); $first; Get-VgsAccessToken"
            )
            .Output;

        Assert.Equal(2, tokens.Count);
        Assert.All(
            tokens,
            token => Assert.Equal(Assert.Single(Emulator.IssuedTokens), TextOf(token.Properties["Token"].Value))
        );
    }

    [Fact]
    public void It_does_not_show_what_it_holds() =>
        Shell.Run("Connect-VgsCalm $calm @uris; Get-VgsAccessToken -Verbose -Debug").ShouldShowNoSecretOf(Emulator);

    [Fact]
    public void AsPlainText_gives_the_token_as_a_string()
    {
        var token = Shell.Run("Connect-VgsCalm $calm @uris; Get-VgsAccessToken -AsPlainText").Single;

        Assert.Equal(Assert.Single(Emulator.IssuedTokens), Assert.IsType<string>(token.BaseObject));
    }

    [Theory]
    [InlineData("'*-Vgs*:Environment' = 'Live'")]
    [InlineData("'Get-VgsAccessToken:Scope' = 'cards:read', 'cards:write'; '*:TimeoutSec' = 7")]
    [InlineData("'*-Vgs*:VaultId' = { 'tnt1' }; '*:VaultProxy' = $false")]
    public void A_default_for_Connect_does_not_refuse_an_open_sessions_token(string defaults)
    {
        var token = Shell.Run(
            $"Connect-VgsCalm $calm @uris; $PSDefaultParameterValues = @{{ {defaults} }}; Get-VgsAccessToken -AsPlainText"
        );

        Assert.Equal(Assert.Single(Emulator.IssuedTokens), token.Single.BaseObject);
    }

    [Theory]
    [InlineData("@{ }")]
    [InlineData("@{ '*-Vgs*:Environment' = 'Sandbox' }")]
    [InlineData("@{ '*-Vgs*:Environment' = 'Live'; Disabled = $true }")]
    [InlineData("@{ 'Connect-VgsCalm:Environment' = 'Live' }")]
    public void A_parameter_given_for_opening_a_session_needs_credentials(string defaults) =>
        Shell
            .Run(
                $"Connect-VgsCalm $calm @uris; $PSDefaultParameterValues = {defaults}; Get-VgsAccessToken -Environment Live"
            )
            .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "Environment");

    [Fact]
    public void The_sessions_token_is_given_again_while_it_is_good()
    {
        Shell
            .Run("Connect-VgsCalm $calm @uris; $null = Get-VgsAccessToken; $null = Get-VgsAccessToken")
            .ThrowIfFailed();

        Assert.Equal(1, Emulator.TokenRequestCount);
    }

    [Fact]
    public void ForceRefresh_asks_for_exactly_one_new_token_for_the_session()
    {
        var tokens = Shell
            .Run(
                "Connect-VgsCalm $calm @uris; Get-VgsAccessToken -AsPlainText; Get-VgsAccessToken -ForceRefresh "
                    + "-AsPlainText; Get-VgsAccessToken -AsPlainText"
            )
            .ThrowIfFailed()
            .Output.Select(token => token.ToString())
            .ToArray();

        Assert.Equal(2, Emulator.TokenRequestCount);
        Assert.NotEqual(tokens[0], tokens[1]);
        Assert.Equal(tokens[1], tokens[2]);
    }

    [Theory]
    [InlineData("Get-VgsAccessToken -Credential $calm @uris")]
    [InlineData("Get-VgsAccessToken $calm @uris")]
    [InlineData("Get-VgsAccessToken $calm -ForceRefresh @uris")]
    [InlineData("Get-VgsAccessToken -ClientId $calm.UserName -ClientSecret $calm.Password @uris")]
    public void With_credentials_it_opens_the_default_session_by_itself(string script)
    {
        var token = Shell.Run(script)["Token"];

        Assert.Equal(Assert.Single(Emulator.IssuedTokens), TextOf(token));
        Shell.Run("Invoke-VgsCalmRequest /cards/CRDnone -SkipHttpErrorCheck").ThrowIfFailed();
        Assert.Equal("default", Shell.Run("Get-VgsCalmSession")["Name"]);
        Assert.Equal(1, Emulator.TokenRequestCount);
    }

    [Theory]
    [InlineData("Get-VgsAccessToken -Session admin")]
    [InlineData("Get-VgsCalmSession admin | Get-VgsAccessToken")]
    [InlineData("'admin' | Get-VgsAccessToken")]
    public void A_session_by_name_or_from_the_pipeline_gives_its_own(string script) =>
        Assert.Equal(
            Emulator.AdminClientId,
            Shell.Run($"Connect-VgsCalm $calm @uris; Connect-VgsCalm $admin -Name admin @uris; {script}")["ClientId"]
        );

    [Fact]
    public void A_service_account_from_the_pipeline_opens_the_default_session()
    {
        var token = Shell.Run(
            """
            Connect-VgsCalm $admin -Name admin @uris
            New-VgsServiceAccountConfig -VaultId tnt1 | New-VgsServiceAccount ACemulator -Session admin | Get-VgsAccessToken @uris
            """
        );

        Assert.Equal(Shell.Run("Get-VgsCalmSession default")["ClientId"], token["ClientId"]);
    }

    [Theory]
    [InlineData("-AuthUri $uris.AuthUri", "AuthUri")]
    [InlineData("-Environment Live", "Environment")]
    [InlineData("-Scope cards:read", "Scope")]
    [InlineData("-VaultId tnt1", "VaultId")]
    [InlineData("-TimeoutSec 5", "TimeoutSec")]
    public void Parameters_for_opening_a_session_are_refused_without_one(string option, string target) =>
        Shell
            .Run($"Connect-VgsCalm $calm @uris; Get-VgsAccessToken {option}")
            .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, target);

    [Fact]
    public void Without_a_session_it_is_NotConnected() =>
        Shell.Run("Get-VgsAccessToken").ShouldFailWith("NotConnected", ErrorCategory.ConnectionError, "default");

    [Fact]
    public void Refused_credentials_are_AuthenticationFailed_here_too()
    {
        Shell.Set("wrong", Shell.CredentialOf(Emulator.CalmClientId, "wrong"));

        Shell
            .Run("Get-VgsAccessToken $wrong @uris")
            .ShouldFailWith("AuthenticationFailed", ErrorCategory.AuthenticationError, Emulator.CalmClientId);

        Assert.Empty(Shell.Run("Get-VgsCalmSession").Output);
    }

    private static string TextOf(object? secret) =>
        new NetworkCredential("", Assert.IsType<SecureString>(secret)).Password;
}
