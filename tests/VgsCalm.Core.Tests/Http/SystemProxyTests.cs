using System.Net;
using VgsCalm.Http.Proxy;

namespace VgsCalm.Core.Tests.Http;

/// <summary>What the machine's proxy is used for, and what it is not.</summary>
public sealed class SystemProxyTests
{
    private readonly SystemProxy _proxy = new(new WebProxy("http://ci:pa55@proxy.example:3128"));

    [Theory]
    [InlineData("http://127.0.0.1:5000/")]
    [InlineData("http://127.8.9.10/")]
    [InlineData("http://localhost/")]
    [InlineData("http://[::1]:5000/")]
    [InlineData("https://localhost/")]
    public void The_loopback_is_reached_directly(string address)
    {
        var uri = new Uri(address);
        Assert.True(_proxy.IsBypassed(uri));
        Assert.Null(_proxy.GetProxy(uri));
        Assert.Equal("http://proxy.example:3128", _proxy.FindBypassed(uri));
    }

    [Theory]
    [InlineData("https://calm.example/")]
    [InlineData("https://10.0.0.1/")]
    public void Every_other_address_passes_the_machines_proxy(string address)
    {
        var uri = new Uri(address);
        Assert.False(_proxy.IsBypassed(uri));
        Assert.Equal("proxy.example", _proxy.GetProxy(uri)!.Host);
        Assert.Null(_proxy.FindBypassed(uri));
    }

    [Fact]
    public void Without_a_proxy_there_is_none()
    {
        var none = new SystemProxy(inner: null);
        Assert.True(none.IsBypassed(new Uri("https://calm.example/")));
        Assert.Null(none.GetProxy(new Uri("https://calm.example/")));
        Assert.Null(none.FindBypassed(new Uri("http://127.0.0.1/")));
    }
}
