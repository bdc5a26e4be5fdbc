using System.Management.Automation;
using System.Text.RegularExpressions;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Rotation;

/// <summary>Reset-VgsServiceAccount -Save -Read: whatever fails, the vault gives a credential that works, and no account is lost.</summary>
public sealed class CredentialHandoverTests : CredentialHandoverTest
{
    public static TheoryData<string, string, string> FailingScripts =>
        new()
        {
            { $"if ({IsNew}) {{ throw 'vault is locked' }}; {Save}", Read, "-Save failed: vault is locked" },
            { $"{Save}; if ({IsNew}) {{ throw 'too late' }}", Read, "-Save failed: too late" },
            { $"if ({IsNew}) {{ Get-Item /no/such/file }} else {{ {Save} }}", Read, "-Save failed: " },
            { $"{Save}; if ({IsNew}) {{ exit 3 }}", Read, "-Save failed: " },
            { $"if (-not ({IsNew})) {{ {Save} }}", Read, "the store gives 'OLD' after the successor was saved" },
            { Save, $"if (-not ({GivesNew})) {{ {Read} }}", "the store gives nothing after the successor was saved" },
            { Save, $"if ({GivesNew}) {{ 'text' }} else {{ {Read} }}", "-Read gives a String" },
            { Save, $"if ({GivesNew}) {{ [pscredential]::Empty }} else {{ {Read} }}", "-Read gives a PSCredential" },
            {
                Save,
                $"if ({GivesNew}) {{ $gone = $calm.Password.Copy(); $gone.Dispose(); [pscredential]::new('x', $gone) }} else {{ {Read} }}",
                "whose secret was wiped"
            },
            { Save, $"{Read}; if ({GivesNew}) {{ 1 }}", "-Read gives 2 objects" },
            { Save, $"if ({GivesNew}) {{ throw 'busy' }}; {Read}", "-Read failed: busy" },
            {
                Save,
                $"if ({GivesNew}) {{ [pscredential]::new($vault.calm.UserName, $calm.Password) }} else {{ {Read} }}",
                "the store gives another secret"
            },
        };

    [Fact]
    public void The_successor_is_saved_and_read_back_before_the_old_one_goes()
    {
        var next = Run(ResetWith(Save, Read, "-RemoveOld -Force"))["ClientId"];

        Assert.Equal(next, Assert.Single(Others()));
        Assert.DoesNotContain(Emulator.ServiceAccounts, account => account.ClientId == OldId);
        Assert.Equal(next, InVault());
        Assert.Equal("1 4", $"{Vault["saves"]} {Vault["reads"]}");
        VaultWorks();
    }

    [Fact]
    public void A_script_block_may_take_the_account_as_its_parameter()
    {
        var next = Run(ResetWith("param($account) $vault.calm = $account.Credential", Read))["ClientId"];

        Assert.Equal(next, InVault());
        VaultWorks();
    }

    [Theory]
    [MemberData(nameof(FailingScripts))]
    public void When_a_script_fails_the_old_credential_is_put_back(string save, string read, string problem)
    {
        var result = Run(ResetWith(save, read, "-RemoveOld -Force"));

        var error = result.ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, OldId);
        Assert.Contains(
            problem.Replace("OLD", OldId, StringComparison.Ordinal),
            error.ToString(),
            StringComparison.Ordinal
        );
        Assert.Contains("untouched", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("was removed again", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.Empty(Others());
        Assert.Equal(OldId, InVault());
        VaultWorks();
    }

    [Fact]
    public void When_the_second_proof_fails_the_old_credential_is_put_back()
    {
        Fail(FaultKind.Status, Token, "POST", after: 1, status: 401);

        Run(ResetWith(Save, Read, "-TimeoutSec 1"))
            .ShouldFailWith("AuthenticationFailed", ErrorCategory.AuthenticationError, OldId);

        Assert.Empty(Others());
        Assert.Equal(OldId, InVault());
        VaultWorks();
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    public void When_no_successor_can_be_made_nothing_is_saved(string method)
    {
        Always(FaultKind.Status, List, 403, method: method);

        Run(ResetWith(Save, Read))
            .ShouldFailWith("Forbidden", ErrorCategory.PermissionDenied, method == "GET" ? "ACemulator" : OldId);

        Assert.Equal($"{OldId} 0", $"{InVault()} {Vault["saves"]}");
        Assert.Empty(Others());
    }

    [Theory]
    [InlineData("throw 'vault is locked'")]
    [InlineData("$calm")]
    [InlineData("'text'")]
    [InlineData(
        "[pscredential]::new($old.ClientId, (ConvertTo-SecureString \"$($old.Credential.GetNetworkCredential().Password)`n\" -AsPlainText))"
    )]
    public void A_store_that_is_not_the_accounts_is_refused_before_anything_is_made(string read)
    {
        var error = Run(ResetWith(Save, read)).Errors;

        Assert.StartsWith("RequestInvalid,", Assert.Single(error).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Others());
        Assert.Equal(0, Vault["saves"]);
        Assert.Equal(0, Emulator.Requests.Count("POST", List) - 1);
    }

    [Fact]
    public void When_the_successor_cannot_be_removed_again_it_is_named()
    {
        Always(FaultKind.Status, List + "/", 403, method: "DELETE");

        var error = Run(ResetWith($"if ({IsNew}) {{ throw 'locked' }}; {Save}", Read))
            .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, OldId);

        Assert.Contains($"-ClientId {Assert.Single(Others())}", error.ToString(), StringComparison.Ordinal);
        VaultWorks();
    }

    [Fact]
    public void The_command_that_removes_a_successor_works_as_it_stands()
    {
        Always(FaultKind.Status, List + "/", 403, method: "DELETE");
        var error = Run(ResetWith($"if ({IsNew}) {{ throw 'locked' }}; {Save}", Read)).Failure!.ToString();
        var command = Regex.Match(error, "Remove-VgsServiceAccount [^.]*").Value;
        Emulator.Faults.Clear();

        // The default session may not remove an account.
        Run(command + " -Confirm:$false").ThrowIfFailed();

        Assert.Empty(Others());
        Assert.Contains("-OrganizationId ACemulator", command, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$vault.reads++; if ($vault.reads -eq 3) { throw 'busy' }; $vault.calm", "still gives the successor")]
    [InlineData("$vault.reads++; if ($vault.reads -ge 3) { throw 'gone' }; $vault.calm", "could not be read")]
    public void A_successor_that_the_store_may_hold_is_kept_named_and_handed_out(string read, string reason)
    {
        var result = Run(
            ResetWith($"if (-not ({IsNew})) {{ throw 'no way back' }}; {Save}", read, "-RemoveOld -Force")
        );

        var error = result.ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, OldId).ToString();
        var kept = Assert.Single(Others());
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.Contains("no way back", error, StringComparison.Ordinal);
        Assert.Contains("once every consumer has it, remove the other: ", error, StringComparison.Ordinal);
        Assert.Contains($"where '{OldId}' stays, {Remove} {kept} -Session admin; ", error, StringComparison.Ordinal);
        Assert.Contains($"where '{kept}' stays, {Remove} {OldId} -Session admin.", error, StringComparison.Ordinal);
        Assert.Equal(kept, Assert.Single(result.Output).Properties["ClientId"].Value);
        Assert.Contains(Emulator.ServiceAccounts, account => account.ClientId == OldId);
        VaultWorks();
    }

    [Fact]
    public void When_the_old_one_cannot_be_removed_the_successor_is_in_force()
    {
        Always(FaultKind.Status, List + "/", 403, method: "DELETE");

        var result = Run(ResetWith(Save, Read, "-RemoveOld -Force"));

        var error = result.ShouldFailWith("Forbidden", ErrorCategory.PermissionDenied, OldId).ToString();
        Assert.Contains($"{Remove} {OldId} -Session admin.", error, StringComparison.Ordinal);
        Assert.Equal(InVault(), Assert.Single(result.Output).Properties["ClientId"].Value);
        VaultWorks();
    }

    [Fact]
    public void An_empty_store_gets_its_first_credential()
    {
        Vault["calm"] = null;

        Assert.Equal(Run(ResetWith(Save, Read))["ClientId"], InVault());
        VaultWorks();
    }

    [Theory]
    [InlineData("-Save { }")]
    [InlineData("-Read { }")]
    public void One_script_without_the_other_is_refused(string parameter)
    {
        Run($"Reset-VgsServiceAccount ACemulator -ClientId $old.ClientId -Session admin {parameter}")
            .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, null);

        Assert.Empty(Others());
    }

    [Fact]
    public void WhatIf_runs_no_script()
    {
        Run(ResetWith(Save, Read, "-RemoveOld -WhatIf")).ThrowIfFailed();

        Assert.Equal("0 0", $"{Vault["saves"]} {Vault["reads"]}");
        Assert.Empty(Others());
    }
}
