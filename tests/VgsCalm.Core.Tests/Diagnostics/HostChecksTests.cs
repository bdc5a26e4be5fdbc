using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VgsCalm.Diagnostics;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Core.Tests.Diagnostics;

/// <summary>What Test-VgsCalmConnection says of the way to a host.</summary>
public sealed class HostChecksTests : IDisposable
{
    private readonly IWebProxy? _before = WebRequest.DefaultWebProxy;

    public void Dispose() => WebRequest.DefaultWebProxy = _before;

    [Theory]
    [InlineData("http://puser:pa55word@127.0.0.1:9")]
    [InlineData("http://pa55word@127.0.0.1:9")]
    [InlineData("http://puser:pa55word@no-such-host.invalid:3128")]
    public async Task The_machine_s_proxy_is_named_without_its_user(string proxy)
    {
        WebRequest.DefaultWebProxy = new WebProxy(proxy);

        var check = Assert.Single(new HostChecks(Clock.System).Create(new Uri("https://calm.example/calm/v1")));
        var result = await check.RunAsync(Clock.System, new RequestObserver(), CancellationToken.None);

        Assert.Equal(("Proxy", VgsCheckOutcome.Failed), (result.Check, result.Outcome));
        Assert.Contains(new Uri(proxy).Host, result.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("pa55word", $"{result.Target} {result.Detail}", StringComparison.Ordinal);
        Assert.DoesNotContain("puser", $"{result.Target} {result.Detail}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_of_the_machine_that_is_not_there_leads_to_its_setting()
    {
        WebRequest.DefaultWebProxy = new WebProxy("http://127.0.0.1:9");

        var check = Assert.Single(new HostChecks(Clock.System).Create(new Uri("https://calm.example/calm/v1")));
        var result = await check.RunAsync(Clock.System, new RequestObserver(), CancellationToken.None);

        Assert.Contains("127.0.0.1:9 takes no connection", result.Detail, StringComparison.Ordinal);
        Assert.Contains("Check the proxy's address in HTTPS_PROXY", result.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("through a proxy", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_of_the_session_that_is_not_there_leads_to_its_parameter()
    {
        var (outcome, detail) = await new HostChecks(Clock.System).ConnectToSessionProxyAsync(
            new Uri("http://127.0.0.1:9"),
            CancellationToken.None
        );

        Assert.Equal(VgsCheckOutcome.Failed, outcome);
        Assert.Contains("Check -Proxy", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("through a proxy", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_in_a_certificate_does_not_act_on_the_terminal()
    {
        using var key = RSA.Create(2048);
        var made = new CertificateRequest("CN=\u001b[2Jnone", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = made.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(1)
        );
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, certificate);

        var address = new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        var check = new HostChecks(Clock.System).Create(address).Last();
        var result = await check.RunAsync(Clock.System, new RequestObserver(), CancellationToken.None);

        Assert.Contains("the certificate is of CN=", result.Detail, StringComparison.Ordinal);
        Assert.Contains("[2Jnone", result.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Detail!);
        await Task.WhenAny(serving);
    }

    private static async Task ServeAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var client = await listener.AcceptTcpClientAsync();
        using var secured = new SslStream(client.GetStream());
        await secured.AuthenticateAsServerAsync(certificate);
        _ = await secured.ReadAsync(new byte[1]);
    }
}
