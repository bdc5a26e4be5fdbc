using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.ServiceAccounts;

/// <summary>What Tab offers where a value can be known.</summary>
public sealed class CompletionTests : ConnectedTest
{
    [Theory]
    [InlineData("Get-VgsServiceAccount -Session admin -OrganizationId ", "ACemulator")]
    [InlineData("Get-VgsVault -Session admin -VaultId ", "tntemulator")]
    [InlineData("Get-VgsVault -Session admin -VaultId pay", "tntemulator")]
    [InlineData("New-VgsMerchant -Session admin -VaultId ", "tntemulator")]
    [InlineData("New-VgsServiceAccountConfig -VaultId pay", "tntemulator")]
    [InlineData("New-VgsServiceAccountConfig -OrganizationId ", "ACemulator")]
    [InlineData("New-VgsMerchant -Session admin -OrganizationId AC", "ACemulator")]
    [InlineData("Get-VgsServiceAccount -Session admin -ClientId ACemulator-c", "ACemulator-calm-00001")]
    [InlineData("Remove-VgsServiceAccount ACemulator -Session admin -ClientId ACemulator-c", "ACemulator-calm-00001")]
    [InlineData("Get-VgsServiceAccount -Session admin -Name 'adm", "admin")]
    [InlineData("Get-VgsVault -Session admin -Name p", "payments")]
    [InlineData("Get-VgsVault -Session admin -Name tnt", "payments")]
    [InlineData("Get-VgsOrganization -Session admin -Name e", "'Emulator Inc.'")]
    [InlineData("Import-VgsCard cards.csv -Encoding BIGENDIANU", "bigendianunicode bigendianutf32")]
    [InlineData("New-VgsServiceAccountConfig -Template re", "read-credentials-no-pci")]
    [InlineData("New-VgsCard -Capability acc", "ACCOUNT_UPDATER")]
    [InlineData("Invoke-VgsCalmRequest -Api Cmp '/cards/{id}/ch", "'/cards/{id}/check'")]
    public void Values_complete_by_Tab(string line, string expected)
    {
        var completions = Run("(TabExpansion2 $line $line.Length).CompletionMatches.CompletionText", ("line", line));

        Assert.Equal(expected, string.Join(' ', completions.Output));
    }

    [Fact]
    public void A_service_that_hangs_does_not_hold_up_the_prompt()
    {
        Always(FaultKind.HangBefore, "/accounts");
        const string Line = "Get-VgsVault -Session admin -VaultId tnt";

        var result = Run("Measure-Command { TabExpansion2 $line $line.Length }", ("line", Line));

        Assert.InRange((TimeSpan)result.Single.BaseObject, TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Two_lists_that_take_long_are_waited_for_no_longer_than_one()
    {
        // Each of the two comes within the limit, and both together do not.
        Emulator.Options.Latency = 1500;
        const string Line = "Get-VgsServiceAccount -Session admin -ClientId ACemulator-c";
        object?[] Complete() => [.. Run("(TabExpansion2 $line $line.Length).CompletionMatches", ("line", Line)).Output];

        Assert.Empty(Complete());

        Emulator.Options.Latency = 0;
        await Poll.Until(() => Complete().Length == 1, "the account completes");
    }

    [Fact]
    public void An_account_that_was_made_completes_at_once()
    {
        const string Line = "Get-VgsServiceAccount -Session admin -ClientId ACemulator-fresh";
        Run("TabExpansion2 $line $line.Length", ("line", Line)).ThrowIfFailed();

        Run("New-VgsServiceAccountConfig tntemulator -Name fresh | New-VgsServiceAccount -Session admin")
            .ThrowIfFailed();

        Assert.Single(Run("(TabExpansion2 $line $line.Length).CompletionMatches", ("line", Line)).Output);
    }

    [Fact]
    public void After_a_rotation_the_successor_completes_and_the_old_one_not()
    {
        const string Line = "Remove-VgsServiceAccount ACemulator -Session admin -ClientId ";
        var old = Emulator.AddServiceAccount(["cards:read"], name: "nightly").ClientId;
        Run("TabExpansion2 $line $line.Length", ("line", Line)).ThrowIfFailed();

        Run("$next = Reset-VgsServiceAccount -ClientId $old -Session admin -RemoveOld -Force", ("old", old))
            .ThrowIfFailed();

        Assert.Equal(Emulator.ServiceAccounts.Select(account => account.ClientId).Order(), Complete(Line));
    }

    [Fact]
    public void What_Get_VgsServiceAccount_has_shown_completes()
    {
        const string Line = "Get-VgsServiceAccount -Session admin -ClientId ACemulator-n";
        Run("TabExpansion2 $line $line.Length", ("line", Line)).ThrowIfFailed();
        var foreign = Emulator.AddServiceAccount(["cards:read"], name: "nightly").ClientId;

        Run("Get-VgsServiceAccount -Session admin").ThrowIfFailed();

        Assert.Equal([foreign], Complete(Line));
    }

    [Theory]
    [InlineData("Get-VgsCard CRD1 -Session 'job [")]
    [InlineData("Disconnect-VgsCalm 'job [1")]
    public void Half_of_a_name_with_brackets_completes(string line)
    {
        Run("Connect-VgsCalm $calm -Name 'job [1]' @uris").ThrowIfFailed();

        Assert.Equal(["'job [1]'"], Complete(line));
    }

    [Theory]
    [InlineData("O\u2019Brien")]
    [InlineData("-prod")]
    [InlineData("it's")]
    public void A_name_that_was_completed_is_that_name(string name)
    {
        Run("Connect-VgsCalm $calm -Name $name @uris", ("name", name)).ThrowIfFailed();

        var completed = Complete("Get-VgsCalmSession ")
            .Single(text => text!.Contains(name[^2..], StringComparison.Ordinal));

        Assert.Equal(name, Run($"Get-VgsCalmSession {completed}")["Name"]);
    }

    [Fact]
    public void A_word_that_is_none_of_those_offered_is_left_as_it_is() =>
        Assert.DoesNotContain("ACCOUNT_UPDATER", Complete("New-VgsCard -Capability NETWORK"));

    private IEnumerable<string?> Complete(string line) =>
        Run("(TabExpansion2 $line $line.Length).CompletionMatches.CompletionText", ("line", line))
            .Output.Select(text => text?.ToString())
            .Order();
}
