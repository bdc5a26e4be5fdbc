using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Host;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Rotation;

/// <summary>Reset-VgsServiceAccount -Save -Read: whatever fails, the vault gives a credential that works, and no account is lost.</summary>
public sealed class CredentialHandoverTests : ConnectedTest
{
    private const string List = "/accounts/organizations/ACemulator/service-accounts";
    private const string Token = "/auth/realms/vgs/protocol/openid-connect/token";
    private const string IsNew = "$_.ClientId -ne $old.ClientId";
    private const string GivesNew = "$vault.calm.UserName -ne $old.ClientId";
    private const string Save = "$vault.saves++; $vault.calm = $_.Credential";
    private const string Read = "$vault.reads++; $vault.calm";
    private const string Wait = "$vault.reached = $true; while ($true) { [Threading.Thread]::Sleep(5) }";

    private readonly RecordingHost _console = new();
    private readonly Hashtable _vault = Hashtable.Synchronized([]);

    public static TheoryData<string, string, string> FailingScripts =>
        new()
        {
            { $"if ({IsNew}) {{ throw 'vault is locked' }}; {Save}", Read, "-Save failed: vault is locked" },
            { $"{Save}; if ({IsNew}) {{ throw 'too late' }}", Read, "-Save failed: too late" },
            { $"if ({IsNew}) {{ Get-Item /no/such/file }} else {{ {Save} }}", Read, "-Save failed: " },
            { $"{Save}; if ({IsNew}) {{ exit 3 }}", Read, "-Save failed: " },
            { $"if (-not ({IsNew})) {{ {Save} }}", Read, "the store gives 'OLD' after the successor was saved" },
            { Save, $"if (-not ({GivesNew})) {{ {Read} }}", "the store gives nothing after the successor was saved" },
            { Save, $"if ({GivesNew}) {{ $calm }} else {{ {Read} }}", "the store gives 'ACemulator-calm-00001'" },
            { Save, $"if ({GivesNew}) {{ 'text' }} else {{ {Read} }}", "-Read gives a String" },
            { Save, $"{Read}; if ({GivesNew}) {{ 1 }}", "-Read gives 2 objects" },
            { Save, $"if ({GivesNew}) {{ throw 'busy' }}; {Read}", "-Read failed: busy" },
            {
                Save,
                $"if ({GivesNew}) {{ [pscredential]::new($vault.calm.UserName, $calm.Password) }} else {{ {Read} }}",
                "the store gives another secret"
            },
        };

    protected override PSHost Host => _console;

    private string OldId => (string)Shell.Run("$old.ClientId").Single.BaseObject;

    protected override void Prepare()
    {
        base.Prepare();
        Shell.Set("vault", _vault);
        Run(
                "$old = New-VgsServiceAccountConfig tntemulator -Name nightly | New-VgsServiceAccount ACemulator -Session admin; "
                    + "$vault.calm = $old.Credential; $vault.saves = 0; $vault.reads = 0"
            )
            .ThrowIfFailed();
    }

    [Fact]
    public void The_successor_is_saved_and_read_back_before_the_old_one_goes()
    {
        var next = Run(Reset(Save, Read, "-RemoveOld -Force"))["ClientId"];

        Assert.Equal(next, Assert.Single(Others()));
        Assert.DoesNotContain(Emulator.ServiceAccounts, account => account.ClientId == OldId);
        Assert.Equal(next, InVault());
        Assert.Equal("1 2", $"{_vault["saves"]} {_vault["reads"]}");
        VaultWorks();
    }

    [Fact]
    public void A_pipeline_that_ends_early_loses_no_secret_and_leaves_no_old_account()
    {
        Run(Reset(Save, Read, "-RemoveOld -Force") + " | Select-Object -First 1").ThrowIfFailed();

        Assert.DoesNotContain(Emulator.ServiceAccounts, account => account.ClientId == OldId);
        VaultWorks();
    }

    [Theory]
    [MemberData(nameof(FailingScripts))]
    public void When_a_script_fails_the_old_credential_is_put_back(string save, string read, string problem)
    {
        var result = Run(Reset(save, read, "-RemoveOld -Force"));

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

        Run(Reset(Save, Read, "-TimeoutSec 1"))
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

        Run(Reset(Save, Read))
            .ShouldFailWith("Forbidden", ErrorCategory.PermissionDenied, method == "GET" ? "ACemulator" : OldId);

        Assert.Equal($"{OldId} 0", $"{InVault()} {_vault["saves"]}");
        Assert.Empty(Others());
    }

    [Theory]
    [InlineData("throw 'vault is locked'")]
    [InlineData("$calm")]
    [InlineData("'text'")]
    public void A_store_that_is_not_the_accounts_is_refused_before_anything_is_made(string read)
    {
        var error = Run(Reset(Save, read)).Errors;

        Assert.StartsWith("RequestInvalid,", Assert.Single(error).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Others());
        Assert.Equal(0, _vault["saves"]);
        Assert.Equal(0, Emulator.Requests.Count("POST", List) - 1);
    }

    [Fact]
    public void When_the_successor_cannot_be_removed_again_it_is_named()
    {
        Always(FaultKind.Status, List + "/", 403, method: "DELETE");

        var error = Run(Reset($"if ({IsNew}) {{ throw 'locked' }}; {Save}", Read))
            .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, OldId);

        Assert.Contains($"-ClientId {Assert.Single(Others())}", error.ToString(), StringComparison.Ordinal);
        VaultWorks();
    }

    [Theory]
    [InlineData("$vault.reads++; if ($vault.reads -eq 2) { throw 'busy' }; $vault.calm", "still gives the successor")]
    [InlineData("$vault.reads++; if ($vault.reads -ge 2) { throw 'gone' }; $vault.calm", "could not be read")]
    public void A_successor_that_the_store_may_hold_is_kept_named_and_handed_out(string read, string reason)
    {
        var result = Run(Reset($"if (-not ({IsNew})) {{ throw 'no way back' }}; {Save}", read, "-RemoveOld -Force"));

        var error = result.ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, OldId).ToString();
        var kept = Assert.Single(Others());
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.Contains("no way back", error, StringComparison.Ordinal);
        Assert.Contains($"'{kept}'", error, StringComparison.Ordinal);
        Assert.Equal(kept, Assert.Single(result.Output).Properties["ClientId"].Value);
        Assert.Contains(Emulator.ServiceAccounts, account => account.ClientId == OldId);
        VaultWorks();
    }

    [Fact]
    public void When_the_old_one_cannot_be_removed_the_successor_is_in_force()
    {
        Always(FaultKind.Status, List + "/", 403, method: "DELETE");

        var result = Run(Reset(Save, Read, "-RemoveOld -Force"));

        result.ShouldFailWith("Forbidden", ErrorCategory.PermissionDenied, OldId);
        Assert.Equal(InVault(), Assert.Single(result.Output).Properties["ClientId"].Value);
        VaultWorks();
    }

    [Fact]
    public void An_empty_store_gets_its_first_credential()
    {
        _vault["calm"] = null;

        Assert.Equal(Run(Reset(Save, Read))["ClientId"], InVault());
        VaultWorks();
    }

    [Fact]
    public void A_message_that_has_the_secret_in_it_is_shown_without_it()
    {
        const string Tell =
            "$vault.secret = $_.Credential.GetNetworkCredential().Password; throw \"cannot save $($vault.secret)\"";

        var error = Run(Reset($"if ({IsNew}) {{ {Tell} }}; {Save}", Read)).Errors.Single();

        Assert.DoesNotContain((string)_vault["secret"]!, error.ToString() + error.Exception, StringComparison.Ordinal);
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
        Run(Reset(Save, Read, "-RemoveOld -WhatIf")).ThrowIfFailed();

        Assert.Equal("0 0", $"{_vault["saves"]} {_vault["reads"]}");
        Assert.Empty(Others());
    }

    [Theory]
    [InlineData($"{Wait}", Read)]
    [InlineData($"{Save}; {Wait}", Read)]
    [InlineData(Save, $"if ({GivesNew}) {{ {Wait} }}; {Read}")]
    public async Task Ctrl_C_in_a_script_keeps_both_accounts_and_names_them(string save, string read)
    {
        using (var resetting = new RunningScript(Shell, Reset(save, read, "-RemoveOld -Force")))
        {
            await Poll.Until(() => _vault["reached"] is true, "the script runs");
            resetting.Stop();
        }

        var warning = Assert.Single(_console.Warnings);
        Assert.Contains($"'{OldId}'", warning, StringComparison.Ordinal);
        Assert.Contains($"'{Assert.Single(Others())}'", warning, StringComparison.Ordinal);
        VaultWorks();
    }

    [Theory]
    [InlineData("POST", List, 0, 0, "may have been made")]
    [InlineData("POST", Token, 0, 0, null)]
    [InlineData("POST", Token, 1, 1, "handed over")]
    [InlineData("DELETE", List, 0, 1, "is in force")]
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
        using (var resetting = new RunningScript(Shell, Reset(Save, Read, "-RemoveOld -Force")))
        {
            await Poll.Until(() => Emulator.Requests.Count(method, path) == before + after + 1, "the request hangs");
            await Poll.UntilInWork(Emulator, 1);
            resetting.Stop();
        }

        Assert.Equal(left, Others().Length);
        Assert.Contains(Emulator.ServiceAccounts, account => account.ClientId == OldId);
        if (said is null)
        {
            Assert.Empty(_console.Warnings);
        }
        else
        {
            Assert.Contains(said, Assert.Single(_console.Warnings), StringComparison.Ordinal);
        }

        VaultWorks();
    }

    private static string Reset(string save, string read, string more = "") =>
        $"Reset-VgsServiceAccount ACemulator -ClientId $old.ClientId -Session admin -Save {{ {save} }} -Read {{ {read} }} {more}";

    private string? InVault() =>
        (_vault["calm"] as PSCredential ?? ((PSObject?)_vault["calm"])?.BaseObject as PSCredential)?.UserName;

    private void VaultWorks() => Run("Connect-VgsCalm -Credential $vault.calm -Name proof @uris").ThrowIfFailed();

    private string[] Others() =>
        [.. Emulator.ServiceAccounts.Where(a => !a.IsSeeded && a.ClientId != OldId).Select(a => a.ClientId)];

    private void Fail(FaultKind kind, string path, string method, int after, int? status = null) =>
        Emulator.Faults.Add(
            new Fault
            {
                Kind = kind,
                PathPrefix = path,
                Method = method,
                Status = status,
                After = after,
            }
        );
}
