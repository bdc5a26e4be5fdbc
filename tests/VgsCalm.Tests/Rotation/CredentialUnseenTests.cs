using System.Management.Automation;

namespace VgsCalm.Tests.Rotation;

/// <summary>Reset-VgsServiceAccount where -Read does not see what -Save has put away: the vault's credential works all the same.</summary>
public sealed class CredentialUnseenTests : CredentialHandoverTest
{
    private const string NoWayBack = $"if (-not ({IsNew})) {{ throw 'no way back' }}; {Save}";

    [Theory]
    [InlineData(Save, "")]
    [InlineData(NoWayBack, $"if (-not ({GivesNew})) {{ {Read} }}")]
    [InlineData(NoWayBack, $"if ({GivesNew}) {{ $old.Credential }} else {{ {Read} }}")]
    public void A_successor_that_was_saved_and_is_not_read_is_kept(string save, string read)
    {
        var result = Run(ResetWith(save, read, "-RemoveOld -Force"));

        var error = result.ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, OldId).ToString();
        var kept = Assert.Single(Others());
        Assert.Equal(kept, InVault());
        Assert.Contains($"'{kept}'", error, StringComparison.Ordinal);
        Assert.Contains("both accounts were kept", error, StringComparison.Ordinal);
        Assert.Equal(kept, Assert.Single(result.Output).Properties["ClientId"].Value);
        Assert.Contains(Emulator.ServiceAccounts, account => account.ClientId == OldId);
        VaultWorks();
    }

    // What the vault has then is no use, and nobody else may have the old account's secret.
    [Theory]
    [InlineData("$vault.calm = $null", "-Read gives nothing")]
    [InlineData("$vault.calm = [pscredential]::new($_.ClientId, $calm.Password)", "not as it was")]
    [InlineData("$_.ClientSecret.AppendChar(10); $vault.calm = $_.Credential", "invisible")]
    [InlineData("$vault.calm = [pscredential]::new($_.ClientId.ToLower(), $_.ClientSecret)", "not as it was")]
    public void A_successor_is_kept_where_the_old_secret_may_be_lost(string save, string reason)
    {
        var result = Run(ResetWith(save, Read, "-RemoveOld -Force"));

        var error = result.ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, OldId).ToString();
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.DoesNotContain("somebody else", error, StringComparison.Ordinal);
        Assert.Equal(Assert.Single(Others()), Assert.Single(result.Output).Properties["ClientId"].Value);
        Assert.Contains(Emulator.ServiceAccounts, account => account.ClientId == OldId);
        Shell.Set("next", Assert.Single(result.Output));
        Run("Connect-VgsCalm -Credential $next.Credential -Name proof @uris").ThrowIfFailed();
    }

    [Fact]
    public void A_successor_that_an_empty_store_did_not_take_is_removed()
    {
        Vault["calm"] = null;

        var error = Run(ResetWith("throw 'vault is locked'", Read)).Errors.Single().ToString();

        Assert.Contains("was removed again", error, StringComparison.Ordinal);
        Assert.Empty(Others());
    }
}
