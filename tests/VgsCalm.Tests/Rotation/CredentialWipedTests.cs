namespace VgsCalm.Tests.Rotation;

/// <summary>Reset-VgsServiceAccount where the scripts handle secrets as careful ones do, and where their messages have them.</summary>
public sealed class CredentialWipedTests : CredentialHandoverTest
{
    private const string Plain = "$_.Credential.GetNetworkCredential().Password";

    [Theory]
    [InlineData("$vault.calm = [pscredential]::new($_.ClientId, $_.ClientSecret.Copy()); $_.ClientSecret.Dispose()")]
    [InlineData(
        "$vault.calm = [pscredential]::new($_.ClientId, $_.ClientSecret.Copy()); $_.Credential.Password.Dispose()"
    )]
    public void A_secret_that_Save_wipes_is_in_the_output_all_the_same(string save)
    {
        var next = Run(ResetWith(save, Read, "-RemoveOld -Force"));

        Assert.Equal(next["ClientId"], InVault());
        Assert.Empty(next.Errors);
        Shell.Set("next", next.Single);
        Run("Connect-VgsCalm -Credential $next.Credential -Name proof @uris").ThrowIfFailed();
        VaultWorks();
    }

    [Fact]
    public void An_old_secret_that_Save_wipes_before_it_fails_is_put_back()
    {
        var error = Run(
            ResetWith(
                $"if ({IsNew}) {{ $vault.calm.Password.Dispose(); $vault.calm = $null; throw 'write failed' }}; {Save}",
                "if ($vault.calm) { [pscredential]::new($vault.calm.UserName, $vault.calm.Password) }"
            )
        )
            .Errors.Single();

        Assert.Contains("write failed", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Others());
        Assert.Equal(OldId, InVault());
        VaultWorks();
    }

    [Theory]
    [InlineData($"if ({IsNew}) {{ $vault.secret = {Plain}; throw \"cannot save $($vault.secret)\" }}; {Save}", Read)]
    [InlineData(
        $"if ({IsNew}) {{ $vault.secret = {Plain} }}; {Save}",
        $"if ({GivesNew}) {{ throw \"$($vault.secret) is refused\" }}; {Read}"
    )]
    [InlineData(
        $"if ({IsNew}) {{ $vault.secret = {Plain} }} else {{ throw \"$($vault.secret) is there\" }}; {Save}",
        $"if ({GivesNew}) {{ throw 'busy' }}; {Read}"
    )]
    public void A_message_that_has_the_secret_in_it_is_shown_without_it(string save, string read)
    {
        var error = Run(ResetWith(save, read)).Errors.Single();

        Assert.DoesNotContain((string)Vault["secret"]!, error.ToString() + error.Exception, StringComparison.Ordinal);
        Assert.Empty(Run("$Error | Where-Object { \"$_\".Contains($vault.secret) }").Output);
    }
}
