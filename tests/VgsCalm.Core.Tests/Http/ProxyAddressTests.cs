using System.Net;
using VgsCalm.Http.Proxy;

namespace VgsCalm.Core.Tests.Http;

/// <summary>Which proxies a session takes, and where a vault's is.</summary>
public sealed class ProxyAddressTests
{
    [Theory]
    [InlineData(VgsEnvironment.Sandbox, "https://tntabc123.sandbox.verygoodproxy.com:8443/")]
    [InlineData(VgsEnvironment.Live, "https://tntabc123.live.verygoodproxy.com:8443/")]
    public void A_vaults_proxy_is_named_after_the_vault_and_the_environment(
        VgsEnvironment environment,
        string address
    ) => Assert.Equal(new Uri(address), SessionProxy.ForVault("tntabc123", environment));

    [Theory]
    [InlineData("")]
    [InlineData("evil.example/")]
    [InlineData("evil.example#")]
    [InlineData("user@evil")]
    [InlineData("tnt abc")]
    [InlineData("tnt.abc")]
    [InlineData("-tnt")]
    [InlineData("tntabc\n")]
    public void A_vault_id_that_is_no_host_name_leads_nowhere(string vaultId)
    {
        var error = Assert.Throws<VgsApiException>(() => SessionProxy.ForVault(vaultId, VgsEnvironment.Sandbox));

        Assert.Equal(VgsErrorId.RequestInvalid, error.Id);
    }

    [Theory]
    [InlineData("http://proxy.example:8080")]
    [InlineData("https://proxy.example:8443")]
    public void Http_and_https_proxies_are_taken_on_this_runtime(string address)
    {
        var proxy = new SessionProxy(new Uri(address), credentials: null, trust: null);

        Assert.Equal(address, proxy.ToString());
    }

    [Theory]
    [InlineData("socks4://proxy.example:1080")]
    [InlineData("socks5://proxy.example:1080")]
    [InlineData("ftp://proxy.example:8080")]
    [InlineData("proxy.example:8080")]
    public void Other_schemes_are_unsupported(string address)
    {
        var error = Assert.Throws<VgsApiException>(() =>
            new SessionProxy(new Uri(address), credentials: null, trust: null)
        );

        Assert.Equal(VgsErrorId.ProxyUnsupported, error.Id);
        Assert.Contains("https://HOST:PORT", error.RecommendedAction, StringComparison.Ordinal);
    }

    // What RuntimeInformation.FrameworkDescription and Environment.Version say there.
    [Theory]
    [InlineData(".NET 10.0.1", "10.0.1", true)]
    [InlineData(".NET 8.0.0", "8.0.0", true)]
    [InlineData(".NET 7.0.20", "7.0.20", false)]
    [InlineData(".NET 6.0.36", "6.0.36", false)]
    [InlineData(".NET Core 3.1.32", "3.1.32", false)]
    [InlineData(".NET Framework 4.8.9282.0", "4.0.30319.42000", false)]
    [InlineData("Mono 6.8.0.105", "4.0.30319.42000", false)]
    public void Https_proxies_need_dotnet_8(string framework, string version, bool talks) =>
        Assert.Equal(talks, SessionProxy.TalksTlsToProxies(framework, new Version(version)));

    [Theory]
    [InlineData("http://user:hunter2@proxy.example:8080")]
    [InlineData("https://user:hunter2@proxy.example:8443")]
    public void An_address_with_a_user_in_it_is_refused_and_not_repeated(string address)
    {
        var error = Assert.Throws<VgsApiException>(() =>
            new SessionProxy(new Uri(address), credentials: null, trust: null)
        );

        Assert.Equal(VgsErrorId.RequestInvalid, error.Id);
        Assert.DoesNotContain("hunter2", error.ToString() + error.Target, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("socks5://user:hunter2@proxy.example:1080")]
    [InlineData("user:hunter2@proxy.example:1080")]
    public void An_unsupported_address_is_shown_without_its_user(string address)
    {
        var error = Assert.Throws<VgsApiException>(() =>
            new SessionProxy(new Uri(address), credentials: null, trust: null)
        );

        Assert.DoesNotContain("hunter2", error.ToString() + error.Target, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000/")]
    [InlineData("https://localhost/")]
    [InlineData("https://calm.sandbox.verygoodsecurity.app/")]
    public void No_address_goes_around_the_proxy(string address)
    {
        var proxy = new SessionProxy(new Uri("http://proxy.example:8080"), credentials: null, trust: null).AsWebProxy();

        Assert.False(proxy.IsBypassed(new Uri(address)));
        Assert.Equal(new Uri("http://proxy.example:8080"), proxy.GetProxy(new Uri(address)));
    }

    [Fact]
    public void The_credentials_are_the_proxys_own_and_never_the_machine_users()
    {
        var credentials = new NetworkCredential("user", "password");
        var address = new Uri("http://proxy.example:8080");

        Assert.Same(credentials, new SessionProxy(address, credentials, trust: null).AsWebProxy().Credentials);
        Assert.Null(new SessionProxy(address, credentials: null, trust: null).AsWebProxy().Credentials);
    }
}
