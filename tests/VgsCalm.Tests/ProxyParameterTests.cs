using VgsCalm.Emulator;

namespace VgsCalm.Tests;

/// <summary>The proxy parameters of Connect-VgsCalm. Requests through real proxies: tests/interop.</summary>
public sealed class ProxyParameterTests
{
    [Theory]
    [InlineData("Sandbox", "https://tntabc123.sandbox.verygoodproxy.com:8443/")]
    [InlineData("Live", "https://tntabc123.live.verygoodproxy.com:8443/")]
    public async Task VaultProxy_is_made_of_vault_and_environment(string environment, string proxy)
    {
        await using var emulator = await VgsEmulator.StartAsync();
        using var shell = Open(emulator);

        var session = shell.Run(
            $"Connect-VgsCalm -Credential $calm @uris -Environment {environment} -VaultId tntabc123 -VaultProxy -PassThru"
        );

        Assert.Equal(new Uri(proxy), session["Proxy"]);
        Assert.Equal(1, emulator.TokenRequestCount);
    }

    [Theory]
    [InlineData("-VaultProxy", "RequestInvalid", "VaultProxy")]
    [InlineData("-VaultProxy -VaultId 'evil.example/'", "RequestInvalid", "VaultId")]
    [InlineData("-VaultProxy -VaultId tntabc123 -Proxy http://proxy.example:8080", "RequestInvalid", "Proxy")]
    [InlineData("-ProxyCredential $calm", "RequestInvalid", "Proxy")]
    [InlineData("-CaCertificatePath ca.pem", "RequestInvalid", "Proxy")]
    [InlineData("-Proxy http://user:hunter2@proxy.example:8080", "RequestInvalid", "http://proxy.example:8080")]
    [InlineData("-Proxy /proxy", "RequestInvalid", "Proxy")]
    [InlineData("-Proxy socks5://proxy.example:1080", "ProxyUnsupported", "socks5://proxy.example:1080")]
    [InlineData("-Proxy http://proxy.example:8080 -CaCertificatePath nowhere/ca.pem", "PathNotFound", null)]
    public async Task An_unusable_proxy_is_refused_before_any_request(string parameters, string id, string? target)
    {
        await using var emulator = await VgsEmulator.StartAsync();
        using var shell = Open(emulator);

        var error = Assert.Single(shell.Run($"Connect-VgsCalm -Credential $calm @uris {parameters}").Errors);

        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        if (target is not null)
        {
            Assert.Equal(target, error.TargetObject);
        }

        Assert.DoesNotContain("hunter2", error.ToString() + error.Exception, StringComparison.Ordinal);
        Assert.Equal(0, emulator.Requests.Count());
    }

    [Theory]
    [InlineData("http://user:hunter2")]
    [InlineData("https://user:hunter2@")]
    [InlineData("http://user:hunt@er2@proxy.example:8080")]
    [InlineData("http://user:hunter2@proxy.example`n:8080")]
    [InlineData("http://user:hunter2@proxy.example:808080")]
    [InlineData("http://user:hunter2@[::1:8080")]
    public async Task What_is_no_address_is_refused_and_not_repeated(string proxy)
    {
        await using var emulator = await VgsEmulator.StartAsync();
        using var shell = Open(emulator);

        var result = shell.Run("Connect-VgsCalm -Credential $calm @uris -Proxy $proxy", ("proxy", proxy));

        var error = result.Failure!;
        var shown =
            $"{error} {error.Exception} {error.ErrorDetails} {error.TargetObject} {error.Exception.InnerException}";
        Assert.Contains("Proxy", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("hunt", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("er2", shown, StringComparison.Ordinal);
        Assert.Equal(0, emulator.Requests.Count());
    }

    private static Shell Open(VgsEmulator emulator)
    {
        var shell = Shell.Open();
        shell.SetAddresses(emulator);
        return shell;
    }
}
