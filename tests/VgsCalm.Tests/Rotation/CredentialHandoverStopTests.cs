using System.Management.Automation;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Rotation;

/// <summary>Reset-VgsServiceAccount -Save -Read that is stopped: the vault's credential works, and what is left is named.</summary>
public sealed class CredentialHandoverStopTests : CredentialHandoverTest
{
    [Fact]
    public void A_pipeline_that_ends_early_loses_no_secret_and_leaves_no_old_account()
    {
        Run(ResetWith(Save, Read, "-RemoveOld -Force") + " | Select-Object -First 1").ThrowIfFailed();

        Assert.DoesNotContain(Emulator.ServiceAccounts, account => account.ClientId == OldId);
        VaultWorks();
    }

    [Fact]
    public void A_successor_that_is_kept_is_in_the_shell_where_Stop_takes_the_output()
    {
        var result = Run("$next = " + ResetWith("$vault.calm = $null", Read, "-ErrorAction Stop"));

        result.ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, OldId);
        Assert.Equal(Assert.Single(Others()), Run("$newServiceAccount")["ClientId"]);
        Assert.Contains("$newServiceAccount", Assert.Single(Console.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"{Wait}", Read)]
    [InlineData($"{Save}; {Wait}", Read)]
    [InlineData(Save, $"if ({GivesNew}) {{ {Wait} }}; {Read}")]
    public async Task Ctrl_C_in_a_script_keeps_both_accounts_and_names_them(string save, string read)
    {
        using (var resetting = new RunningScript(Shell, ResetWith(save, read, "-RemoveOld -Force")))
        {
            await Poll.Until(() => Vault["reached"] is true, "the script runs");
            resetting.Stop();
        }

        var successor = Assert.Single(Others());
        Assert.Contains($"'{OldId}'", Console.Warnings[0], StringComparison.Ordinal);
        Assert.Contains($"'{successor}'", Console.Warnings[0], StringComparison.Ordinal);
        Assert.Contains(
            $"where '{successor}' stays, {Remove} {OldId} -Session admin.",
            Console.Warnings[0],
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"where '{OldId}' stays, {Remove} {successor} -Session admin;",
            Console.Warnings[0],
            StringComparison.Ordinal
        );
        Assert.EndsWith("The store may have it, too.", Console.Warnings[1], StringComparison.Ordinal);
        Assert.Equal(successor, Run("$newServiceAccount")["ClientId"]);
        VaultWorks();
    }

    [Theory]
    [InlineData("POST", List, 0, 0, "untouched. Look with Get-VgsServiceAccount -OrganizationId")]
    [InlineData("POST", Token, 0, 0, null)]
    [InlineData("POST", Token, 1, 1, "handed over")]
    [InlineData("DELETE", List, 0, 1, "remove it again with Remove-VgsServiceAccount -OrganizationId")]
    public async Task Ctrl_C_in_a_request_says_what_is_left(
        string method,
        string path,
        int after,
        int left,
        string? said
    )
    {
        Fail(FaultKind.HangBefore, path, method, after);
        var before = Emulator.Requests.Count(method, path);
        using (var resetting = new RunningScript(Shell, ResetWith(Save, Read, "-RemoveOld -Force")))
        {
            await Poll.Until(() => Emulator.Requests.Count(method, path) == before + after + 1, "the request hangs");
            await Poll.UntilInWork(Emulator, 1);
            resetting.Stop();
        }

        Assert.Equal(left, Others().Length);
        Assert.Contains(Emulator.ServiceAccounts, account => account.ClientId == OldId);
        if (said is null)
        {
            Assert.Empty(Console.Warnings);
        }
        else
        {
            Assert.Contains(said, Console.Warnings[0], StringComparison.Ordinal);
        }

        VaultWorks();
    }
}
