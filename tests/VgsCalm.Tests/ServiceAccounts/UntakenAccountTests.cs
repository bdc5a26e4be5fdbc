using System.Management.Automation.Host;
using System.Net;
using System.Security;
using VgsCalm.Emulator.Auth;

namespace VgsCalm.Tests.ServiceAccounts;

/// <summary>
/// A new account's secret that nothing takes is warned of, while the shell still has it; where that is not certain, nothing is said.
/// </summary>
public sealed class UntakenAccountTests : ConnectedTest
{
    private const string New = "New-VgsServiceAccount -Session admin -InputObject $config";
    private readonly RecordingHost _console = new(name: "ConsoleHost");

    protected override PSHost Host => _console;

    private static readonly string[] Losing =
    [
        New,
        "$config | New-VgsServiceAccount -Session admin",
        "$config |\n  New-VgsServiceAccount -Session admin",
        "VgsCalm\\" + New,
        "& New-VgsServiceAccount -Session admin -InputObject $config",
        "$call = 'New-VgsServiceAccount'; & $call @given",
        "$x = 1; " + New + "; $y = 2",
        "# an account\n\n" + New + " # for the night",
        "return " + New,
        "if ($true) { " + New + " } else { 1 }",
        "foreach ($one in $config) { New-VgsServiceAccount -Session admin -InputObject $one }",
        "while ($true) { " + New + "; break }",
        "do { " + New + " } until ($true)",
        "switch (1) { 1 { " + New + " } }",
        "try { " + New + " } finally { }",
        "try { throw 'x' } catch { " + New + " }",
        "$true && (" + New + ")",
        New + " && $true",
        $"({New})",
        $"@({New})",
        $"$({New})",
        $"({New}).Credential",
        $"({New}).Credential.Password",
        $"[void]({New})",
        "$null = " + New,
        "$null = @(" + New + ")",
        New + " | Out-Null",
        New + " | Format-List *",
        New + " | Format-Table | Out-String",
        New + " > out.txt",
        New + " > $null",
        New + " -Verbose 4> $null",
    ];

    private static readonly string[] Keeping =
    [
        "$sa = " + New,
        "$sa, $other = " + New,
        "$sa = if ($true) { " + New + " }",
        "$sa = foreach ($one in $config) { New-VgsServiceAccount -Session admin -InputObject $one }",
        "($sa = " + New + ")",
        "$null = $sa = " + New,
        "[void]($sa = " + New + ")",
        "$all += @(" + New + ")",
        "$sa = @{ Account = " + New + " }",
        "[object]$sa = " + New,
        "$global:sa = (" + New + ").Credential",
        $"({New}).Credential.GetNetworkCredential()",
        $"Write-Output ({New})",
        $"\"$({New})\"",
        $"if ({New}) {{ 'made' }}",
        $"foreach ($sa in {New}) {{ 'made' }}",
        $"switch ({New}) {{ default {{ 'made' }} }}",
        New + " | Tee-Object -Variable sa",
        New + " | ForEach-Object { $sa = $_ }",
        New + " | Format-Table @{ Name = 'x'; Expression = { $global:sa = $_ } }",
        New + " | Format-Table $columns",
        New + " | Connect-VgsCalm -Name made @uris",
        New + " | Export-VgsServiceAccountConfig $file -IncludeSecret -Force",
        New + " > variable:sa",
        New + " -OutVariable sa",
        New + " -ov sa | Out-Null",
        New + " -WhatIf",
        "function make { " + New + " }; make",
        "& { " + New + " }",
        ". { " + New + " }",
        "1 | ForEach-Object { " + New + " }",
        "Invoke-Expression '" + New + "'",
        "& $script",
        "[powershell]::Create('CurrentRunspace').AddScript($text).Invoke()",
    ];

    protected override void Prepare()
    {
        base.Prepare();
        Run("$config = New-VgsServiceAccountConfig tntemulator; $given = @{ InputObject = $config; Session = 'admin' }")
            .ThrowIfFailed();
        Shell.Set("file", Folder.At("credentials.yaml"));
        Shell.Set("script", Folder.Write("make.ps1", New));
        Shell.Set("text", New);
        Run("Set-Location $folder", ("folder", Folder.Path)).ThrowIfFailed();
    }

    [Fact]
    public void Where_the_output_is_lost_the_shell_keeps_the_account() =>
        Assert.All(
            Losing,
            typed =>
            {
                var before = _console.Warnings.Count;

                Shell.Type(typed);

                var warning = Assert.Single(_console.Warnings.Skip(before));
                var made = Made().Single(a => warning.Contains($"'{a.ClientId}'", StringComparison.Ordinal));
                Assert.Contains("Set-Secret NAME $newServiceAccount.Credential", warning, StringComparison.Ordinal);
                Assert.EndsWith(
                    $" -OrganizationId ACemulator -ClientId {made.ClientId} -Session admin.",
                    warning,
                    StringComparison.Ordinal
                );
                Assert.Equal(made.ClientSecret, SecretIn("newServiceAccount"));
                Shell.Set("newServiceAccount", null);
            }
        );

    [Fact]
    public void Where_something_may_take_the_output_nothing_is_said() =>
        Assert.All(
            Keeping,
            typed =>
            {
                Shell.Type(typed);

                Assert.Empty(_console.Warnings);
                Assert.Null(Shell.Get("newServiceAccount"));
            }
        );

    [Fact]
    public void An_engine_that_collects_the_output_hears_nothing()
    {
        var account = Run(New);

        Assert.Equal(Made().Single().ClientId, account["ClientId"]);
        Assert.Empty(account.Warnings);
        Assert.Null(Shell.Get("newServiceAccount"));
    }

    [Fact]
    public void Each_account_is_kept_and_no_variable_is_written_over()
    {
        Shell.Set("newServiceAccount2", "mine");

        Shell.Type("$config, $config | New-VgsServiceAccount -Session admin");
        Shell.Type(New);

        string[] names = ["newServiceAccount", "newServiceAccount3", "newServiceAccount4"];
        Assert.Equal(Made().Select(a => a.ClientSecret).Order(), names.Select(SecretIn).Order());
        Assert.Equal("mine", Shell.Get("newServiceAccount2"));
        Assert.Equal(names, _console.Warnings.Select(w => w.Split('$', '.')[2]));
    }

    [Fact]
    public void The_command_in_the_warning_saves_the_secret()
    {
        Shell.Type(New);
        var line = _console.Warnings.Single().Split("Save it now: ")[1].Split(", or, ")[0];

        Shell.Type(line);

        Assert.Equal(Made().Single().ClientSecret, SecretOf("(Import-VgsServiceAccountConfig newServiceAccount.yaml)"));
    }

    [Theory]
    [InlineData("$sa = & { $config; throw 'x' } | New-VgsServiceAccount -Session admin")]
    [InlineData("$sa = & { $config; $config } | New-VgsServiceAccount -Session admin | ForEach-Object { throw 'x' }")]
    [InlineData("$sa = $config | New-VgsServiceAccount -Session admin | Connect-VgsCalm -AuthUri http://192.0.2.1")]
    public void Where_the_pipeline_fails_the_shell_keeps_the_account(string typed)
    {
        Run(typed);

        Assert.Equal(Made().Single().ClientSecret, SecretIn("newServiceAccount"));
        Assert.Contains(_console.Warnings, warning => warning.Contains("$newServiceAccount", StringComparison.Ordinal));
    }

    [Fact]
    public void A_successor_without_a_store_is_kept_before_the_old_account_goes()
    {
        Run("$old = " + New).ThrowIfFailed();
        var old = Made().Single().ClientId;

        Shell.Type("$old | Reset-VgsServiceAccount -Session admin -RemoveOld -Force");

        var next = Assert.Single(Made());
        Assert.NotEqual(old, next.ClientId);
        Assert.Equal(next.ClientSecret, SecretIn("newServiceAccount"));
        Assert.Contains("$newServiceAccount", _console.Warnings[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_successor_that_is_saved_needs_no_variable()
    {
        Run("$old = " + New + "; $store = @{ Save = { $global:kept = $_.Credential }; Read = { $global:kept } }")
            .ThrowIfFailed();

        Shell.Type("$old | Reset-VgsServiceAccount -Session admin @store");

        Assert.Empty(_console.Warnings);
        Assert.Null(Shell.Get("newServiceAccount"));
    }

    private IEnumerable<ServiceAccount> Made() => Emulator.ServiceAccounts.Where(a => !a.IsSeeded);

    private string SecretIn(string variable) => SecretOf("$" + variable);

    private string SecretOf(string script) =>
        TextOf(Assert.IsType<SecureString>(Run(script + ".ClientSecret").Single.BaseObject));

    private static string TextOf(SecureString secret) => new NetworkCredential("", secret).Password;
}
