using System.Management.Automation;

namespace VgsCalm.Tests.Rotation;

/// <summary>
/// Reset-VgsServiceAccount while a second administrator replaces the same account: what that one saved stays, and no account in use
/// is removed.
/// </summary>
public sealed class CredentialRivalTests : CredentialHandoverTest
{
    private const string OfRival = "$vault.calm = $calm";
    private const string RemoveOld =
        "Remove-VgsServiceAccount ACemulator -ClientId $old.ClientId -Session admin -Force";

    [Theory]
    [InlineData($"{Save}; if ({IsNew}) {{ {OfRival} }}", Read)]
    [InlineData($"{Save}; if ({IsNew}) {{ {OfRival}; throw 'too late' }}", Read)]
    [InlineData(Save, $"if ($vault.reads -eq 2) {{ {OfRival} }}; {Read}")]
    public void A_third_accounts_credential_stays_in_the_store(string save, string read)
    {
        var result = Run(ResetWith(save, read, "-RemoveOld -Force"));

        var error = result.ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, OldId).ToString();
        Assert.Equal("ACemulator-calm-00001", InVault());
        Assert.Contains("'ACemulator-calm-00001'", error, StringComparison.Ordinal);
        Assert.Contains("somebody else may be replacing", error, StringComparison.Ordinal);
        Assert.Contains("-OrganizationId ACemulator -Session admin, which asks", error, StringComparison.Ordinal);
        Assert.Equal(Assert.Single(Others()), Assert.Single(result.Output).Properties["ClientId"].Value);
        Assert.Contains(Emulator.ServiceAccounts, account => account.ClientId == OldId);
    }

    [Theory]
    [InlineData(OfRival, "Conflict", ErrorCategory.ResourceExists)]
    [InlineData("$vault.calm = $null", "Conflict", ErrorCategory.ResourceExists)]
    [InlineData("throw 'busy'", "RequestInvalid", ErrorCategory.InvalidArgument)]
    public void The_old_one_stays_where_the_store_has_changed_since(string change, string id, ErrorCategory category)
    {
        var result = Run(ResetWith(Save, $"if ($vault.reads -eq 3) {{ {change} }}; {Read}", "-RemoveOld -Force"));

        var error = result.ShouldFailWith(id, category, OldId).ToString();
        Assert.Contains("was not removed", error, StringComparison.Ordinal);
        Assert.Contains("Remove-VgsServiceAccount -OrganizationId ACemulator ", error, StringComparison.Ordinal);
        Assert.Equal(Assert.Single(Others()), Assert.Single(result.Output).Properties["ClientId"].Value);
        Assert.Contains(Emulator.ServiceAccounts, account => account.ClientId == OldId);
    }

    // Its own Save fails: the old credential must not be put back over what the other one saved.
    [Theory]
    [InlineData(OfRival, "Conflict", ErrorCategory.ResourceExists)]
    [InlineData("throw 'busy'", "RequestInvalid", ErrorCategory.InvalidArgument)]
    public void Nothing_is_saved_where_the_store_has_changed_since(string change, string id, ErrorCategory category)
    {
        var result = Run(ResetWith($"{Save}; throw 'down'", $"if ($vault.reads -eq 1) {{ {change} }}; {Read}"));

        var error = result.ShouldFailWith(id, category, OldId).ToString();
        Assert.Contains("Nothing was saved", error, StringComparison.Ordinal);
        Assert.Contains("was removed again", error, StringComparison.Ordinal);
        Assert.Equal(0, Vault["saves"]);
        Assert.Empty(Others());
        Assert.Empty(result.Output);
    }

    // Its credential is dead: the vault and the output would have no other.
    [Theory]
    [InlineData($"if ({IsNew}) {{ {RemoveOld}; throw 'down' }}; {Save}")]
    [InlineData($"{Save}; {RemoveOld}; throw 'too late'")]
    public void An_old_one_that_somebody_else_removed_is_not_put_back(string save)
    {
        var result = Run(ResetWith(save, Read));

        var error = result.ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, OldId).ToString();
        Assert.Contains("gets no token any more", error, StringComparison.Ordinal);
        Assert.DoesNotContain("untouched", error, StringComparison.Ordinal);
        Assert.Equal(Assert.Single(Others()), Assert.Single(result.Output).Properties["ClientId"].Value);
        Shell.Set("next", Assert.Single(result.Output));
        Run("Connect-VgsCalm -Credential $next.Credential -Name proof @uris").ThrowIfFailed();
    }

    [Fact]
    public void One_that_comes_in_while_the_old_one_is_put_back_is_named()
    {
        var result = Run(ResetWith($"{Save}; throw 'down'", $"if ($vault.reads -eq 3) {{ {OfRival} }}; {Read}"));

        var error = result.ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, OldId).ToString();
        Assert.Contains("somebody else may be replacing", error, StringComparison.Ordinal);
        Assert.Equal("ACemulator-calm-00001", InVault());
        Assert.Equal(Assert.Single(Others()), Assert.Single(result.Output).Properties["ClientId"].Value);
    }

    [Fact]
    public void An_old_one_that_somebody_else_removed_is_not_to_be_removed()
    {
        var result = Run(ResetWith(Save, $"if ($vault.reads -eq 3) {{ {RemoveOld} }}; {Read}", "-RemoveOld -Force"));

        var error = result.ShouldFailWith("NotFound", ErrorCategory.ObjectNotFound, OldId).ToString();
        Assert.Contains("somebody else has removed it", error, StringComparison.Ordinal);
        Assert.Contains("-OrganizationId ACemulator -Name nightly -Session admin", error, StringComparison.Ordinal);
        Assert.Equal(InVault(), Assert.Single(result.Output).Properties["ClientId"].Value);
    }

    [Fact]
    public void A_session_that_the_scripts_close_ends_the_proof_at_once()
    {
        var result = Run(ResetWith($"{Save}; if ({IsNew}) {{ Disconnect-VgsCalm admin }}", Read, "-TimeoutSec 3600"));

        result.ShouldFailWith("NotConnected", ErrorCategory.ConnectionError, OldId);
        Assert.Equal(OldId, InVault());
    }
}
