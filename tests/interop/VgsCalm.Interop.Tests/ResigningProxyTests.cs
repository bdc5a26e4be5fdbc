using System.Management.Automation;

namespace VgsCalm.Interop.Tests;

/// <summary>Through mitmproxy, which signs TLS anew with an authority of its own, as a vault's outbound proxy does.</summary>
public sealed class ResigningProxyTests
{
    private const string ThroughTheVault = "-Proxy $vaultProxy -ProxyCredential $vaultUser";
    private const string VaultCa = "-CaCertificatePath $certificates/vault-ca.pem";

    [Fact]
    public async Task With_the_proxys_authority_requests_for_vgss_own_host_arrive()
    {
        await using var vgs = await Rehearsal.StartAsync();

        var card = vgs.Run(
            $"Connect-VgsCalm @sandbox {ThroughTheVault} {VaultCa}; New-VgsCard @card | Get-VgsCard -Wait"
        );

        Assert.Equal("enrolled", card["State"]);
        Assert.Contains(
            "POST https://calm.sandbox.verygoodsecurity.app/cards\n",
            vgs.ResigningLog.Text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("token", vgs.ResigningLog.Text, StringComparison.Ordinal);
        Assert.Equal(1, vgs.Emulator.TokenRequestCount);
    }

    [Fact]
    public async Task Aliases_are_revealed_on_the_way()
    {
        await using var vgs = await Rehearsal.StartAsync();

        vgs.Run(
                $"Connect-VgsCalm @sandbox {ThroughTheVault} {VaultCa}; New-VgsCard -Name 'John Doe' -Number "
                    + $"tok_sandbox_9GmV3c7qA4kY1x -ExpMonth 11 -ExpYear 30"
            )
            .ThrowIfFailed();

        Assert.Equal("5415775831611962", Assert.Single(vgs.Emulator.Cards).Number);
    }

    [Theory]
    [InlineData("vault-ca-with-key.pem")]
    [InlineData("mixed.pem")]
    public async Task The_authority_may_stand_in_a_file_with_other_things(string file)
    {
        await using var vgs = await Rehearsal.StartAsync();

        vgs.Run(
                $"Connect-VgsCalm @sandbox {ThroughTheVault} -CaCertificatePath $certificates/{file}; New-VgsCard @card"
            )
            .ThrowIfFailed();

        Assert.Equal(1, vgs.CalmRequests);
    }

    [Theory]
    [InlineData("Get", "")]
    [InlineData("Post", "")]
    [InlineData("Post", "-CaCertificatePath $certificates/other-ca.pem")]
    public async Task Without_the_proxys_authority_the_certificate_is_invalid(string method, string authority)
    {
        await using var vgs = await Rehearsal.StartAsync();

        var result = vgs.Run(
            $"Connect-VgsCalm @sandbox {ThroughTheVault} {authority}; Invoke-VgsCalmRequest -Method {method} -Path /cards/CRD1"
        );

        var error = ShouldBeDistrusted(vgs, result);
        Assert.Contains("-CaCertificatePath", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains(Surroundings.ResigningProxy, error.ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("expired.example")]
    [InlineData("another-host.example")]
    public async Task Expired_and_foreign_certificates_are_invalid_with_the_authority_too(string host)
    {
        await using var vgs = await Rehearsal.StartAsync();

        var result = vgs.Run(
            $"Connect-VgsCalm @sandbox -CalmUri https://{host} {ThroughTheVault} {VaultCa}; Invoke-VgsCalmRequest -Path /cards/CRD1"
        );

        ShouldBeDistrusted(vgs, result);
    }

    [Fact]
    public async Task Another_session_of_the_process_does_not_trust_the_authority()
    {
        await using var vgs = await Rehearsal.StartAsync();
        vgs.Run(
                $"Connect-VgsCalm @sandbox {ThroughTheVault} {VaultCa} -Name with; Connect-VgsCalm @sandbox "
                    + $"{ThroughTheVault} -Name without"
            )
            .ThrowIfFailed();
        vgs.Run("New-VgsCard @card -Session with").ThrowIfFailed();
        Assert.Equal(1, vgs.CalmRequests);

        var result = vgs.Run("New-VgsCard @card -Session without");

        Assert.StartsWith(
            "CertificateInvalid,",
            Assert.Single(result.Errors).FullyQualifiedErrorId,
            StringComparison.Ordinal
        );
        vgs.Run("New-VgsCard @card -Session with").ThrowIfFailed();
        Assert.Equal(2, vgs.CalmRequests);
    }

    [Fact]
    public async Task Direct_requests_do_not_trust_the_authority_while_a_session_does()
    {
        await using var vgs = await Rehearsal.StartAsync();
        await using var impostor = await HttpsFront.StartAsync(vgs.Emulator.CalmUri, "vault-signed");
        vgs.Run($"Connect-VgsCalm @sandbox {ThroughTheVault} {VaultCa}; New-VgsCard @card").ThrowIfFailed();

        var result = vgs.Run(
            "Connect-VgsCalm @sandbox -CalmUri $address -Name direct; Invoke-VgsCalmRequest -Path /cards/CRD1 -Session direct",
            ("address", impostor.Address.ToString())
        );

        result.ShouldFailWith("CertificateInvalid", ErrorCategory.SecurityError, "/cards/CRD1");
        Assert.Equal(1, impostor.Connections);
        Assert.Equal(0, impostor.Requests);
    }

    [Fact]
    public async Task The_token_endpoint_is_not_trusted_by_the_authority()
    {
        await using var vgs = await Rehearsal.StartAsync();
        await using var impostor = await HttpsFront.StartAsync(vgs.Emulator.AuthUri, "vault-signed");

        var result = vgs.Run(
            $"Connect-VgsCalm -Credential $calm -AuthUri $address {ThroughTheVault} {VaultCa}",
            ("address", impostor.Address.ToString())
        );

        result.ShouldFailWith(
            "CertificateInvalid",
            ErrorCategory.SecurityError,
            impostor.Address + "auth/realms/vgs/protocol/openid-connect/token"
        );
        Assert.Equal(1, impostor.Connections);
        Assert.Equal(0, impostor.Requests);
        Assert.Empty(vgs.ResigningLog.Text);
    }

    [Fact]
    public async Task The_systems_authorities_stay_trusted_beside_the_sessions()
    {
        await using var vgs = await Rehearsal.StartAsync();

        vgs.Run(
                $"Connect-VgsCalm @local -Proxy $connectProxy -ProxyCredential $connectUser {VaultCa}; New-VgsCard @card"
            )
            .ThrowIfFailed();

        Assert.Equal(1, vgs.CalmRequests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-ProxyCredential $wrongUser")]
    public async Task Wrong_credentials_are_an_authentication_error_naming_the_proxy(string credentials)
    {
        await using var vgs = await Rehearsal.StartAsync();

        var result = vgs.Run(
            $"Connect-VgsCalm @sandbox -Proxy $vaultProxy {credentials} {VaultCa}; Invoke-VgsCalmRequest -Path /cards/CRD1"
        );

        var error = result.ShouldFailWith("AuthenticationFailed", ErrorCategory.AuthenticationError, "/cards/CRD1");
        Assert.Contains(Surroundings.ResigningProxy, error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal(0, vgs.Calm.Connections);
    }

    [Theory]
    [InlineData("damaged.pem")]
    [InlineData("vault-ca.key")]
    public async Task A_file_without_readable_certificates_is_refused_at_connect(string file)
    {
        await using var vgs = await Rehearsal.StartAsync();

        var result = vgs.Run($"Connect-VgsCalm @sandbox {ThroughTheVault} -CaCertificatePath $certificates/{file}");

        result.ShouldFailWith("CertificateInvalid", ErrorCategory.SecurityError, Surroundings.Certificate(file));
        Assert.Equal(0, vgs.Emulator.TokenRequestCount);
    }

    private static ErrorRecord ShouldBeDistrusted(Rehearsal vgs, ShellResult result)
    {
        var error = result.ShouldFailWith("CertificateInvalid", ErrorCategory.SecurityError, "/cards/CRD1");
        Assert.Empty(vgs.ResigningLog.Text);
        Assert.Equal(0, vgs.CalmRequests);
        return error;
    }
}
