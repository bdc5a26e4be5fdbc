using System.Diagnostics;

namespace VgsCalm.Tests.Sessions;

/// <summary>A sign-in passes the machine's proxy, with its credentials, as every other request does: in a user's own PowerShell.</summary>
public sealed class SignInProxyTests
{
    private const string Realm = "https://auth.example.test/auth/realms/vgs";

    [Theory]
    [InlineData("-DeviceCode")]
    [InlineData("-ClientId ACx-calm-1 -ClientSecret (ConvertTo-SecureString s3cr3t -AsPlainText)")]
    public async Task A_sign_in_passes_the_proxy_of_the_machine(string credentials)
    {
        await using var proxy = new WireServer();
        for (var connection = 0; connection < 10; connection++)
        {
            proxy.Then(WireScript.Sends("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"));
        }

        proxy.Listen();
        var start = UserShell.Start(
            StagedModule.SourceRoot,
            "-NonInteractive",
            "-Command",
            $"Import-Module '{StagedModule.Manifest}'; "
                + $"try {{ Connect-VgsCalm {credentials} -AuthUri {Realm} }} catch {{ $_.FullyQualifiedErrorId; $_ | Out-String }}"
        );
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.Environment["https_proxy"] = $"http://robot:pr0xyPass@127.0.0.1:{proxy.Port}";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();

        Assert.StartsWith("AuthenticationFailed", output, StringComparison.Ordinal);
        Assert.Contains("proxy", output, StringComparison.Ordinal);
        Assert.DoesNotContain("pr0xyPass", output, StringComparison.Ordinal);
        Assert.All(
            proxy.Requests,
            line => Assert.StartsWith("CONNECT auth.example.test:443 ", line, StringComparison.Ordinal)
        );
        Assert.NotEmpty(proxy.Requests);
    }
}
