namespace VgsCalm.Tests.Sessions;

/// <summary>Credentials without a user or a password, and objects that are no credentials.</summary>
public sealed class EmptyCredentialTests : ConnectedTest
{
    [Theory]
    [InlineData("Connect-VgsCalm -Credential ([pscredential]::Empty) @uris")]
    [InlineData("Connect-VgsCalm -Credential ([pscustomobject]@{ UserName = 'bob'; Password = 's3cr3t' }) @uris")]
    [InlineData("Get-VgsAccessToken -Credential ([pscredential]::Empty) @uris")]
    [InlineData(
        "Connect-VgsCalm -Credential $account -Proxy http://127.0.0.1:9 -ProxyCredential ([pscredential]::Empty) @uris"
    )]
    public void An_empty_credential_is_refused_in_words(string command)
    {
        var failure = Run(
            "$account = [pscredential]::new('id', (ConvertTo-SecureString x -AsPlainText -Force)); " + command
        ).Failure!;

        Assert.Contains(
            "A credential has a user name and a password",
            failure.Exception.Message,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("s3cr3t", failure.Exception.ToString(), StringComparison.Ordinal);
        Assert.Empty(Emulator.Requests.Snapshot());
    }
}
