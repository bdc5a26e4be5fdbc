using System.Net;
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
}
