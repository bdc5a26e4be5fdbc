using System.Management.Automation;

namespace VgsCalm.Interop.Tests;

/// <summary>
/// Through proxies with an https:// address: stunnel with a certificate of vault-ca before tinyproxy and before
/// mitmproxy.
/// </summary>
public sealed class TlsProxyTests
{
    private const string VaultCa = "-CaCertificatePath $certificates/vault-ca.pem";

    [Fact]
    public async Task The_sessions_authority_counts_for_the_proxys_own_certificate()
    {
        await using var vgs = await Rehearsal.StartAsync();

        vgs.Run(
                $"Connect-VgsCalm @local -Proxy $connectProxyTls -ProxyCredential $connectUser {VaultCa}; New-VgsCard @card"
            )
            .ThrowIfFailed();

        Assert.Equal(1, vgs.CalmRequests);
        Assert.Contains($"CONNECT localhost:{vgs.Calm.Address.Port} ", vgs.ConnectLog.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_as_a_vault_has_it_works_with_tls_inside_tls_of_one_authority()
    {
        await using var vgs = await Rehearsal.StartAsync();

        var card = vgs.Run(
            $"Connect-VgsCalm @sandbox -Proxy $vaultProxyTls -ProxyCredential $vaultUser {VaultCa}; New-VgsCard @card | Get-VgsCard -Wait"
        );

        Assert.Equal("enrolled", card["State"]);
        Assert.Contains(
            "https://calm.sandbox.verygoodsecurity.app/cards",
            vgs.ResigningLog.Text,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("-CaCertificatePath $certificates/other-ca.pem")]
    public async Task A_proxy_whose_own_certificate_is_not_trusted_gets_no_credentials(string authority)
    {
        await using var vgs = await Rehearsal.StartAsync();

        var result = vgs.Run(
            $"Connect-VgsCalm @local -Proxy $connectProxyTls -ProxyCredential $connectUser {authority}; "
                + $"Invoke-VgsCalmRequest -Path /cards/CRD1"
        );

        result.ShouldFailWith("CertificateInvalid", ErrorCategory.SecurityError, "/cards/CRD1");
        Assert.DoesNotContain("CONNECT localhost", vgs.ConnectLog.Text, StringComparison.Ordinal);
        Assert.Equal(0, vgs.Calm.Connections);
    }

    [Fact]
    public async Task A_proxy_with_a_certificate_for_another_host_gets_no_credentials()
    {
        await using var vgs = await Rehearsal.StartAsync();

        // The same proxy answers there; its certificate is for localhost and 127.0.0.1.
        var address = new UriBuilder(Surroundings.ConnectProxyTls) { Host = "127.0.0.2" }.Uri;
        var result = vgs.Run(
            $"Connect-VgsCalm @local -Proxy $address -ProxyCredential $connectUser {VaultCa}; Invoke-VgsCalmRequest -Path /cards/CRD1",
            ("address", address)
        );

        result.ShouldFailWith("CertificateInvalid", ErrorCategory.SecurityError, "/cards/CRD1");
        Assert.DoesNotContain("CONNECT localhost", vgs.ConnectLog.Text, StringComparison.Ordinal);
        Assert.Equal(0, vgs.Calm.Connections);
    }

    [Fact]
    public async Task Wrong_credentials_are_an_authentication_error_that_names_the_proxy()
    {
        await using var vgs = await Rehearsal.StartAsync();

        var result = vgs.Run(
            $"Connect-VgsCalm @local -Proxy $connectProxyTls -ProxyCredential $wrongUser {VaultCa}; "
                + $"Invoke-VgsCalmRequest -Path /cards/CRD1"
        );

        var error = result.ShouldFailWith("AuthenticationFailed", ErrorCategory.AuthenticationError, "/cards/CRD1");
        Assert.Contains(Surroundings.ConnectProxyTls, error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal(0, vgs.Calm.Connections);
    }
}
