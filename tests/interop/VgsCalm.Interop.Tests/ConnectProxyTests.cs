using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using VgsCalm.Emulator.Calm;

namespace VgsCalm.Interop.Tests;

/// <summary>Through tinyproxy, which wants a user and password and passes TLS on untouched.</summary>
public sealed class ConnectProxyTests
{
    [Fact]
    public async Task Api_requests_pass_the_proxy_and_token_requests_do_not()
    {
        await using var vgs = await Rehearsal.StartAsync();

        var card = vgs.Run(
            "Connect-VgsCalm @local -Proxy $connectProxy -ProxyCredential $connectUser; New-VgsCard @card | Get-VgsCard -Wait"
        );

        Assert.Equal("enrolled", card["State"]);
        Assert.True(vgs.Calm.Requests >= 2);
        Assert.Equal(vgs.Calm.Requests, vgs.CalmRequests);
        Assert.Contains($"CONNECT localhost:{vgs.Calm.Address.Port} ", vgs.ConnectLog.Text, StringComparison.Ordinal);
        Assert.Equal(1, vgs.Emulator.TokenRequestCount);
        Assert.DoesNotContain(PortOf(vgs.Emulator.AuthUri), vgs.ConnectLog.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_connection_to_the_api_comes_from_the_proxy()
    {
        await using var vgs = await Rehearsal.StartAsync();

        vgs.Run(
                "Connect-VgsCalm @local -Proxy $connectProxy -ProxyCredential $connectUser; 1..20 | ForEach-Object { "
                    + "@{ name = \"Card $_\"; number = '5415775831611962'; exp_month = 11; exp_year = 30 } } | "
                    + "Invoke-VgsCalmRequest -Method Post -Path /cards -ThrottleLimit 8"
            )
            .ThrowIfFailed();

        // The first connection of a handler is refused with 407 and asks again on another one.
        var asked = vgs
            .ConnectLog.Text.Split('\n')
            .Count(line => line.Contains($"CONNECT localhost:{vgs.Calm.Address.Port} ", StringComparison.Ordinal));
        Assert.Equal(20, vgs.CalmRequests);
        Assert.InRange(vgs.Calm.Connections, 1, asked);
    }

    [Fact]
    public async Task A_session_without_a_proxy_goes_direct()
    {
        await using var vgs = await Rehearsal.StartAsync();

        vgs.Run("Connect-VgsCalm @local; New-VgsCard @card").ThrowIfFailed();

        Assert.Equal(1, vgs.Calm.Requests);
        Assert.DoesNotContain("CONNECT", vgs.ConnectLog.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get", "")]
    [InlineData("Get", "-ProxyCredential $wrongUser")]
    [InlineData("Post", "")]
    [InlineData("Post", "-ProxyCredential $wrongUser")]
    public async Task Wrong_credentials_are_an_authentication_error_naming_the_proxy(string method, string credentials)
    {
        await using var vgs = await Rehearsal.StartAsync();

        var result = vgs.Run(
            $"Connect-VgsCalm @local -Proxy $connectProxy {credentials}; Invoke-VgsCalmRequest -Method {method} -Path /cards/CRD1"
        );

        var error = result.ShouldFailWith("AuthenticationFailed", ErrorCategory.AuthenticationError, "/cards/CRD1");
        Assert.Contains(Surroundings.ConnectProxy, error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains("-ProxyCredential", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not the password", error.Exception.ToString(), StringComparison.Ordinal);
        AssertNothingReachedCalm(vgs);
    }

    [Fact]
    public async Task A_plain_http_api_on_the_loopback_passes_the_proxy_too()
    {
        await using var vgs = await Rehearsal.StartAsync();

        var card = vgs.Run(
            "Connect-VgsCalm -Credential $calm @uris -Proxy $connectProxy -ProxyCredential $connectUser; New-VgsCard "
                + "@card | Get-VgsCard -Wait"
        );

        Assert.Equal("enrolled", card["State"]);
        Assert.Contains($" {vgs.Emulator.CalmUri}/cards/", vgs.ConnectLog.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/auth/", vgs.ConnectLog.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get")]
    [InlineData("Post")]
    public async Task A_plain_http_api_gives_the_same_authentication_error(string method)
    {
        await using var vgs = await Rehearsal.StartAsync();

        var result = vgs.Run(
            $"Connect-VgsCalm -Credential $calm @uris -Proxy $connectProxy; Invoke-VgsCalmRequest -Method {method} "
                + $"-Path /cards/CRD1 -SkipHttpErrorCheck"
        );

        var error = result.ShouldFailWith("AuthenticationFailed", ErrorCategory.AuthenticationError, "/cards/CRD1");
        Assert.Contains(Surroundings.ConnectProxy, error.ErrorDetails.Message, StringComparison.Ordinal);
        AssertNothingReachedCalm(vgs);
    }

    [Theory]
    [InlineData("http", "Get", "@local")]
    [InlineData("http", "Post", "@local")]
    [InlineData("https", "Get", "@local")]
    [InlineData("https", "Post", "@local")]
    [InlineData("http", "Get", "-Credential $calm @uris")]
    [InlineData("http", "Post", "-Credential $calm @uris")]
    public async Task A_proxy_that_is_down_is_an_error_and_nothing_goes_around_it(
        string scheme,
        string method,
        string api
    )
    {
        await using var vgs = await Rehearsal.StartAsync();
        var closed = $"{scheme}://127.0.0.1:{ClosedPort()}";

        var result = vgs.Run(
            $"Connect-VgsCalm {api} -Proxy $closed -ProxyCredential $connectUser; Invoke-VgsCalmRequest -Method "
                + $"{method} -Path /cards/CRD1 -MaximumRetryCount 1 -RetryIntervalSec 1",
            ("closed", closed)
        );

        var error = result.ShouldFailWith("ConnectionFailed", ErrorCategory.ConnectionError, "/cards/CRD1");
        Assert.Contains(closed, error.ErrorDetails.Message, StringComparison.Ordinal);
        AssertNothingReachedCalm(vgs);
    }

    [Fact]
    public async Task An_API_that_the_proxy_cannot_reach_is_a_failed_connection()
    {
        await using var vgs = await Rehearsal.StartAsync();

        var result = vgs.Run(
            "Connect-VgsCalm -Credential $calm -AuthUri $uris.AuthUri -CalmUri $closed -Proxy $connectProxy "
                + "-ProxyCredential $connectUser; Invoke-VgsCalmRequest -Method Post -Path /cards",
            ("closed", $"https://localhost:{ClosedPort()}")
        );

        var error = result.ShouldFailWith("ConnectionFailed", ErrorCategory.ConnectionError, "/cards");
        Assert.Contains(Surroundings.ConnectProxy, error.ErrorDetails.Message, StringComparison.Ordinal);
    }

    private static void AssertNothingReachedCalm(Rehearsal vgs)
    {
        Assert.Equal(1, vgs.Emulator.TokenRequestCount);
        Assert.Equal(0, vgs.CalmRequests);
        Assert.Equal(0, vgs.Calm.Connections);
    }

    private static string PortOf(Uri address) => ":" + address.Port.ToString(CultureInfo.InvariantCulture);

    // The digits of a port stand in messages of failed connections, where they must not be taken for a status.
    private static int ClosedPort()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        for (var port = 24070; ; port++)
        {
            try
            {
                listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException) when (port < 24079) { }
        }
    }
}
