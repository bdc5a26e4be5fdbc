using System.Management.Automation;

namespace VgsCalm.Tests.Sessions;

/// <summary>Credentials without a user or a password, objects that are no credentials, and ids that are none.</summary>
public sealed class EmptyCredentialTests : ConnectedTest
{
    [Theory]
    [InlineData("Connect-VgsCalm -Credential $null @uris", "Credential")]
    [InlineData("Connect-VgsCalm (Get-VgsCalmSession none*) @uris", "Credential")]
    [InlineData("Connect-VgsCalm -ClientId id -ClientSecret $null @uris", "ClientSecret")]
    [InlineData("$null | Connect-VgsCalm @uris", "InputObject")]
    [InlineData("Get-VgsAccessToken -Credential $null @uris", "Credential")]
    public void What_a_secret_store_did_not_give_is_refused_in_words(string command, string parameter)
    {
        var result = Run(command);

        result.ShouldFailWith("ConfigInvalid", ErrorCategory.InvalidData, parameter);
        Assert.Contains("gave nothing", result.Failure!.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Emulator.Requests.Snapshot());
    }

    [Theory]
    [InlineData("Connect-VgsCalm $calm -VaultId \"tnt1`n\" @uris")]
    [InlineData("Connect-VgsCalm $calm -VaultId ' ' @uris")]
    [InlineData("Connect-VgsCalm $calm -VaultId '<VAULT_ID>' @uris")]
    [InlineData("Connect-VgsCalm -DeviceCode -SignInTimeoutSec 1 -VaultId 'tnt1 ' @uris")]
    [InlineData("Get-VgsAccessToken $calm -VaultId 'tnt1 ' @uris")]
    public void A_session_is_of_no_vault_whose_id_none_can_have(string command)
    {
        Run(command).ShouldFailWith("ConfigInvalid", ErrorCategory.InvalidData, "VaultId");

        Assert.Empty(Emulator.Requests.Snapshot());
    }

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
