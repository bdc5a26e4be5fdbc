using System.Management.Automation;
using System.Net;

namespace VgsCalm.Tests.Sessions;

/// <summary>A secret whose secure string the caller disposed of before the command used it.</summary>
public sealed class WipedSecretTests : ConnectedTest
{
    [Theory]
    [InlineData("Connect-VgsCalm -Credential $wiped @uris", "ConfigInvalid", "ClientSecret")]
    [InlineData("Get-VgsAccessToken -Credential $wiped @uris", "ConfigInvalid", "ClientSecret")]
    [InlineData("Connect-VgsCalm -ClientId x -ClientSecret $wiped.Password @uris", "ConfigInvalid", "ClientSecret")]
    [InlineData(
        "Connect-VgsCalm $calm -Proxy http://127.0.0.1:9 -ProxyCredential $wiped @uris",
        "RequestInvalid",
        "ProxyCredential"
    )]
    [InlineData(
        "Get-VgsCardUpdate -Name A -Number 4111111111111111 -ExpMonth 1 -ExpYear 40 -Cvv $wiped.Password",
        "CardInvalid",
        null
    )]
    [InlineData("ConvertFrom-VgsWebhook -Body x -Signature y -Secret $wiped.Password", "WebhookInvalid", "Secret")]
    public void The_error_says_that_it_was_wiped(string command, string id, string? target)
    {
        var result = Run(command, ("wiped", Wiped()));

        var error = result.Failure ?? Assert.Single(result.Errors);
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("was wiped", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("disposed of", error.ToString(), StringComparison.Ordinal);
        if (target is not null)
        {
            Assert.Equal(target, error.TargetObject);
        }

        Assert.Empty(Emulator.Requests.Snapshot());
    }

    [Fact]
    public void An_account_without_its_secret_writes_no_file()
    {
        var result = Run(
            "$account = New-VgsServiceAccountConfig tnt1 -Name x | New-VgsServiceAccount ACemulator -Session admin; "
                + "$account.ClientSecret.Dispose(); $account | Export-VgsServiceAccountConfig $path -IncludeSecret",
            ("path", Folder.At("x.yaml"))
        );

        result.ShouldFailWith("ConfigInvalid", ErrorCategory.InvalidData, "ClientSecret");
        Assert.False(File.Exists(Folder.At("x.yaml")));
    }

    private static PSCredential Wiped()
    {
        var credential = new PSCredential("x", new NetworkCredential("", "s3cr3t").SecurePassword);
        credential.Password.Dispose();
        return credential;
    }
}
