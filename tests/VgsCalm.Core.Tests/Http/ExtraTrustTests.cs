using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using VgsCalm.Http.Proxy;

namespace VgsCalm.Core.Tests.Http;

/// <summary>What a session's own authorities vouch for, and what they don't.</summary>
public sealed class ExtraTrustTests : IDisposable
{
    private readonly ExtraTrustTestAuthority _vault = new("CN=Vault");
    private readonly ExtraTrustTestAuthority _other = new("CN=Other");

    public void Dispose()
    {
        _vault.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void A_certificate_of_the_authority_is_trusted()
    {
        using var server = _vault.Issue();

        Assert.True(Judge(_vault.Pem, server));
    }

    [Fact]
    public void A_certificate_that_the_system_trusts_stays_trusted()
    {
        using var server = _other.Issue();

        Assert.True(Judge(_vault.Pem, server, SslPolicyErrors.None));
    }

    [Fact]
    public void A_certificate_of_another_authority_is_not_trusted()
    {
        using var server = _other.Issue();

        Assert.False(Judge(_vault.Pem, server));
    }

    [Fact]
    public void An_authority_of_the_same_name_with_another_key_is_not_the_authority()
    {
        using var impostor = new ExtraTrustTestAuthority("CN=Vault");
        using var server = impostor.Issue();

        Assert.False(Judge(_vault.Pem, server));
        Assert.False(Judge(_vault.Pem, server, sent: impostor.Certificate));
    }

    [Theory]
    [InlineData(SslPolicyErrors.RemoteCertificateNameMismatch)]
    [InlineData(SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateChainErrors)]
    [InlineData(SslPolicyErrors.RemoteCertificateNotAvailable)]
    public void A_wrong_host_name_is_never_excused(SslPolicyErrors errors)
    {
        using var server = _vault.Issue();

        Assert.False(Judge(_vault.Pem, server, errors));
    }

    [Fact]
    public void No_certificate_is_no_trust() =>
        Assert.False(
            ExtraTrust
                .FromPem(_vault.Pem, "ca.pem")
                .Validate(
                    new HttpRequestMessage(),
                    certificate: null,
                    chain: null,
                    SslPolicyErrors.RemoteCertificateChainErrors
                )
        );

    [Theory]
    [InlineData(-60, -30)]
    [InlineData(30, 60)]
    public void Out_of_its_time_a_certificate_is_not_trusted(int fromDays, int toDays)
    {
        using var server = _vault.Issue(fromDays: fromDays, toDays: toDays);

        Assert.False(Judge(_vault.Pem, server));
    }

    [Fact]
    public void An_expired_authority_vouches_for_nothing()
    {
        using var expired = new ExtraTrustTestAuthority("CN=Expired", fromDays: -90, toDays: -1);
        using var server = expired.Issue(fromDays: -60, toDays: 60);

        Assert.False(Judge(expired.Pem, server));
    }

    [Fact]
    public void A_certificate_for_clients_is_none_for_a_server()
    {
        using var client = _vault.Issue(usage: "1.3.6.1.5.5.7.3.2");

        Assert.False(Judge(_vault.Pem, client));
    }

    [Fact]
    public void An_intermediate_that_the_server_sends_is_followed_to_the_authority()
    {
        using var intermediate = new ExtraTrustTestAuthority("CN=Between", issuer: _vault);
        using var server = intermediate.Issue();

        Assert.True(Judge(_vault.Pem, server, sent: intermediate.Certificate));
        Assert.False(Judge(_other.Pem, server, sent: intermediate.Certificate));
    }

    [Fact]
    public void A_server_certificate_cannot_issue_others()
    {
        using var notAnAuthority = new ExtraTrustTestAuthority("CN=Server", issuer: _vault, isAuthority: false);
        using var server = notAnAuthority.Issue();

        Assert.False(Judge(_vault.Pem, server, sent: notAnAuthority.Certificate));
    }

    [Fact]
    public void Any_of_several_authorities_is_enough()
    {
        using var server = _vault.Issue();

        Assert.True(
            Judge(
                "# the proxy's\r\n" + _other.Pem + "\r\n" + _vault.Pem.Replace("\n", "\r\n", StringComparison.Ordinal),
                server
            )
        );
    }

    [Fact]
    public void An_old_authority_of_the_same_name_does_not_hide_the_new_one()
    {
        using var old = new ExtraTrustTestAuthority("CN=Vault", fromDays: -90, toDays: -1);
        using var server = _vault.Issue();

        Assert.True(Judge(old.Pem + "\n" + _vault.Pem, server));
        Assert.True(Judge(_vault.Pem + "\n" + old.Pem, server));
    }

    [Fact]
    public void An_intermediate_authority_is_enough()
    {
        using var middle = new ExtraTrustTestAuthority("CN=Middle", issuer: _vault);
        using var server = middle.Issue();

        Assert.True(Judge(middle.Pem, server));
        Assert.True(Judge(middle.Pem, server, sent: middle.Certificate));
        Assert.False(Judge(_other.Pem, server, sent: middle.Certificate));
    }

    [Theory]
    [InlineData(-60, -30, "1.3.6.1.5.5.7.3.1")]
    [InlineData(-10, 10, "1.3.6.1.5.5.7.3.4")]
    public void An_intermediate_authority_excuses_nothing_below_it(int fromDays, int toDays, string usage)
    {
        using var middle = new ExtraTrustTestAuthority("CN=Middle", issuer: _vault);
        using var server = middle.Issue(fromDays, toDays, usage);

        Assert.False(Judge(middle.Pem, server));
    }

    [Fact]
    public void A_certificate_that_may_sign_none_makes_no_chain()
    {
        using var leaf = new ExtraTrustTestAuthority("CN=Leaf", issuer: _vault, isAuthority: false);
        using var server = leaf.Issue();

        Assert.False(Judge(_vault.Pem, server, sent: leaf.Certificate));
    }

    [Theory]
    [InlineData("", "no PEM certificate")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "no PEM certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "cannot be read")]
    [InlineData("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----", "cannot be read")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAA*A\n-----END CERTIFICATE-----", "cannot be read")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA", "cannot be read")]
    public void A_file_that_cannot_be_used_is_named_with_the_reason(string pem, string reason)
    {
        var error = Assert.Throws<VgsApiException>(() => ExtraTrust.FromPem(pem, "/tmp/ca.pem"));

        Assert.Equal(VgsErrorId.CertificateInvalid, error.Id);
        Assert.Equal("/tmp/ca.pem", error.Target);
        Assert.Contains("/tmp/ca.pem", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_certificate_beside_a_good_one_is_not_passed_over()
    {
        var cut = _other.Pem[..(_other.Pem.Length / 2)];

        Assert.Throws<VgsApiException>(() => ExtraTrust.FromPem(_vault.Pem + "\n" + cut, "ca.pem"));
        Assert.Throws<VgsApiException>(() => ExtraTrust.FromPem(cut + "\n" + _vault.Pem, "ca.pem"));
        Assert.Throws<VgsApiException>(() =>
            ExtraTrust.FromPem(_vault.Pem + "\n" + _other.Pem.Replace("MII", "M!!", StringComparison.Ordinal), "ca.pem")
        );
    }

    /// <summary>As the TLS layer asks: with the chain as it built it from what the server sent.</summary>
    private static bool Judge(
        string pem,
        X509Certificate2 server,
        SslPolicyErrors errors = SslPolicyErrors.RemoteCertificateChainErrors,
        X509Certificate2? sent = null
    )
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (sent is not null)
        {
            chain.ChainPolicy.ExtraStore.Add(sent);
        }

        chain.Build(server);
        return ExtraTrust.FromPem(pem, "ca.pem").Validate(new HttpRequestMessage(), server, chain, errors);
    }
}
