using System.Management.Automation;
using System.Text.Json;
using VgsCalm.Emulator;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Sessions;

/// <summary>Connect-VgsCalm fails at once, and says why, whatever the authentication server makes of it.</summary>
public sealed class ConnectRefusalTests : EmulatorTest
{
    protected override void Prepare()
    {
        Shell.Set("wrong", Shell.CredentialOf(Emulator.CalmClientId, "another-" + Emulator.AdminClientSecret));
    }

    [Theory]
    [InlineData(TokenErrorStyle.UnauthorizedClient401, 401, "unauthorized_client")]
    [InlineData(TokenErrorStyle.InvalidClient401, 401, "invalid_client")]
    [InlineData(TokenErrorStyle.UnauthorizedClient400, 400, "unauthorized_client")]
    [InlineData(TokenErrorStyle.InvalidClient400, 400, "invalid_client")]
    [InlineData(TokenErrorStyle.Html401, 401, null)]
    [InlineData(TokenErrorStyle.Empty401, 401, null)]
    [InlineData(TokenErrorStyle.Empty403, 403, null)]
    public void A_wrong_secret_is_AuthenticationFailed_however_the_server_puts_it(
        TokenErrorStyle style,
        int status,
        string? code
    )
    {
        Emulator.Options.TokenErrorStyle = style;

        var result = Shell.Run("Connect-VgsCalm $wrong @uris");

        var error = result.ShouldFailWith(
            "AuthenticationFailed",
            ErrorCategory.AuthenticationError,
            Emulator.CalmClientId
        );
        var exception = PSObject.AsPSObject(error.Exception);
        Assert.Equal(status, exception.Properties["StatusCode"].Value);
        Assert.Equal(code, exception.Properties["Code"].Value);
        result.ShouldShowNoSecretOf(Emulator);
        Assert.Equal(1, Emulator.TokenRequestCount);
        Assert.Empty(Shell.Run("Get-VgsCalmSession").ThrowIfFailed().Output);
    }

    [Fact]
    public void Every_style_of_refusal_that_the_emulator_knows_is_tried_here() =>
        Assert.Equal(7, Enum.GetValues<TokenErrorStyle>().Length);

    [Fact]
    public void An_unknown_client_id_is_AuthenticationFailed()
    {
        Shell.Set("unknown", Shell.CredentialOf("ACnobody-calm-00000", Emulator.CalmClientSecret));

        Shell
            .Run("Connect-VgsCalm $unknown @uris")
            .ShouldFailWith("AuthenticationFailed", ErrorCategory.AuthenticationError, "ACnobody-calm-00000");
    }

    [Fact]
    public void A_revoked_account_is_AuthenticationFailed()
    {
        Emulator.RemoveServiceAccount(Emulator.CalmClientId);

        Shell
            .Run("Connect-VgsCalm $calm @uris")
            .ShouldFailWith("AuthenticationFailed", ErrorCategory.AuthenticationError, Emulator.CalmClientId);
    }

    [Theory]
    [InlineData("Connect-VgsCalm $wrong @uris")]
    [InlineData("Get-VgsAccessToken -Credential $wrong @uris")]
    [InlineData("Connect-VgsCalm $calm -Scope no:such @uris")]
    public void A_reconnect_that_fails_leaves_the_session_as_it_was(string reconnect)
    {
        var before = Shell.Run("Connect-VgsCalm $calm @uris -PassThru").Single.BaseObject;

        var failed = Shell.Run(reconnect);

        Assert.NotNull(failed.Terminating ?? failed.Errors.SingleOrDefault());
        Assert.Same(before, Shell.Run("Get-VgsCalmSession").Single.BaseObject);
        Emulator.Requests.Clear();
        Shell.Run("Invoke-VgsCalmRequest /cards/CRDnone -SkipHttpErrorCheck").ThrowIfFailed();
        Assert.Equal(["/calm/cards/CRDnone"], Emulator.Requests.Snapshot().Select(r => r.Path));
    }

    [Theory]
    [InlineData("Connect-VgsCalm $admin @uris")]
    [InlineData("$null = Get-VgsAccessToken -Credential $admin @uris")]
    public void A_successful_reconnect_replaces_the_old_session_and_closes_it(string reconnect)
    {
        Shell.Run($"$old = Connect-VgsCalm $calm @uris -PassThru; {reconnect}").ThrowIfFailed();

        Assert.Equal(Emulator.AdminClientId, Shell.Run("Get-VgsCalmSession")["ClientId"]);
        Assert.Null(Shell.Run("$old")["TokenExpiresOn"]);
        Shell
            .Run("Invoke-VgsCalmRequest /cards/CRD1 -Session $old")
            .ShouldFailWith("NotConnected", ErrorCategory.ConnectionError, "default");
    }

    [Fact]
    public void A_success_without_a_bearer_token_is_TokenResponseInvalid()
    {
        Emulator.Faults.Add(
            new Fault
            {
                PathPrefix = "/auth",
                Kind = FaultKind.RawBody,
                Body = "<html>Sign in</html>",
            }
        );

        Shell
            .Run("Connect-VgsCalm $calm @uris")
            .ShouldFailWith("TokenResponseInvalid", ErrorCategory.ProtocolError, Emulator.TokenUri.ToString());
    }

    [Fact]
    public void A_token_answer_with_the_trailing_comma_of_the_VGS_page_is_good()
    {
        Emulator.Options.TrailingComma = true;
        var answer = Shell.Run(
            """
            $form = @{
                grant_type = 'client_credentials'
                client_id = $calm.UserName
                client_secret = $calm.GetNetworkCredential().Password
            }
            (Invoke-WebRequest $endpoint -Method Post -Body $form).Content
            """,
            ("endpoint", Emulator.TokenUri)
        );
        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse($"{answer.Single}"));

        Shell.Run("Connect-VgsCalm $calm @uris").ThrowIfFailed();
    }

    [Theory]
    [InlineData("a+b")]
    [InlineData("a&client_id=admin")]
    [InlineData("50%41 =x=")]
    [InlineData("pässwörd-Ω-雪-😀")]
    [InlineData(" \"'\\`$(x){}[]#?/;,<>| ")]
    public async Task A_secret_of_any_characters_arrives_intact(string secret)
    {
        await using var emulator = await VgsEmulator.StartAsync(
            new EmulatorOptions { CalmClientId = "AC+é&% =/calm", CalmClientSecret = secret }
        );
        Shell.SetAddresses(emulator);

        Assert.Equal("AC+é&% =/calm", Shell.Run("Connect-VgsCalm $calm @uris -PassThru")["ClientId"]);
    }
}
