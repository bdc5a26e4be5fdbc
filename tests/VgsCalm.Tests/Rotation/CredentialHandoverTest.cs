using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Host;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Rotation;

/// <summary>A vault that keeps the credential of an account whose secret is replaced.</summary>
public abstract class CredentialHandoverTest : RotationTest
{
    private protected const string Token = "/auth/realms/vgs/protocol/openid-connect/token";
    private protected const string IsNew = "$_.ClientId -ne $old.ClientId";
    private protected const string GivesNew = "$vault.calm.UserName -ne $old.ClientId";
    private protected const string Save = "$vault.saves++; $vault.calm = $_.Credential";
    private protected const string Read = "$vault.reads++; $vault.calm";
    private protected const string Remove = "Remove-VgsServiceAccount -OrganizationId ACemulator -ClientId";
    private protected const string Wait = "$vault.reached = $true; while ($true) { [Threading.Thread]::Sleep(5) }";

    private protected RecordingHost Console { get; } = new();

    private protected Hashtable Vault { get; } = Hashtable.Synchronized([]);

    protected override PSHost Host => Console;

    protected override void Prepare()
    {
        base.Prepare();
        Shell.Set("vault", Vault);
        Run(
                "$old = New-VgsServiceAccountConfig tntemulator -Name nightly | New-VgsServiceAccount ACemulator -Session admin; "
                    + "$vault.calm = $old.Credential; $vault.saves = 0; $vault.reads = 0"
            )
            .ThrowIfFailed();
    }

    private protected static string ResetWith(string save, string read, string more = "") =>
        $"Reset-VgsServiceAccount ACemulator -ClientId $old.ClientId -Session admin -Save {{ {save} }} -Read {{ {read} }} {more}";

    private protected string? InVault() =>
        (Vault["calm"] as PSCredential ?? ((PSObject?)Vault["calm"])?.BaseObject as PSCredential)?.UserName;

    private protected void VaultWorks() =>
        Run("Connect-VgsCalm -Credential $vault.calm -Name proof @uris").ThrowIfFailed();

    private protected void Fail(FaultKind kind, string path, string method, int after, int? status = null) =>
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
