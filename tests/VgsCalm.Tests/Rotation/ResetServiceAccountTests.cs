using System.Management.Automation;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Rotation;

/// <summary>Reset-VgsServiceAccount, and a failure at each of its steps.</summary>
public sealed class ResetServiceAccountTests : RotationTest
{
    [Fact]
    public void The_successor_has_the_same_settings_and_works_and_so_does_the_old_one()
    {
        MakeOld();

        var next = Run("$next = " + Reset + "; $next");

        Assert.Equal("nightly", next["Name"]);
        Assert.Equal("tntemulator", next["VaultId"]);
        Assert.Equal(["cards:read", "cards:write"], (string[])next["Scope"]!);
        Run("Connect-VgsCalm -Credential $next.Credential @uris; Invoke-VgsCalmRequest /cards/CRDx -SkipHttpErrorCheck")
            .ThrowIfFailed();
        OldStillWorks();
    }

    [Fact]
    public void RemoveOld_revokes_the_old_one_in_the_end()
    {
        MakeOld();

        Run("$old | Reset-VgsServiceAccount -RemoveOld -Force -Session admin").ThrowIfFailed();

        Assert.DoesNotContain(Emulator.ServiceAccounts, a => a.ClientId == OldId);
        Assert.Single(Others());
    }

    [Fact]
    public void RemoveOld_asks_and_changes_nothing_where_it_cannot()
    {
        MakeOld();

        var refused = Run("$old | Reset-VgsServiceAccount -RemoveOld -Session admin");

        Assert.Single(refused.Errors);
        Assert.Empty(refused.Output);

        Assert.Empty(Others());
        OldStillWorks();
    }

    [Fact]
    public void RemoveOld_without_a_place_for_the_secret_is_warned_of()
    {
        MakeOld();

        Assert.Contains("-Save", Assert.Single(Run(Reset + " -RemoveOld -Force").Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipeline_that_ends_before_the_secret_is_safe_leaves_the_old_one()
    {
        MakeOld();

        Run(Reset + " -RemoveOld -Force | Select-Object -First 1").ThrowIfFailed();

        OldStillWorks();
        Assert.Single(Others());
    }

    [Fact]
    public void A_successor_that_needs_a_moment_gets_it()
    {
        MakeOld();
        Emulator.Options.NewAccountWarmUp = 700;

        Run(Reset).ThrowIfFailed();

        Assert.Single(Others());
    }

    [Fact]
    public void WhatIf_makes_nothing()
    {
        MakeOld();

        Emulator.Requests.Clear();
        Run(Reset + " -WhatIf").ThrowIfFailed();

        // It looked the account up, so it came as far as the question.
        Assert.NotEqual(0, Emulator.Requests.Count("GET"));
        Assert.Equal(Emulator.Requests.Count("GET"), Emulator.Requests.Count());
        Assert.Empty(Others());
    }

    [Fact]
    public void An_account_that_is_not_there_is_NotFound()
    {
        Run("Reset-VgsServiceAccount ACemulator -ClientId nobody -Session admin")
            .ShouldFailWith("NotFound", ErrorCategory.ObjectNotFound, "nobody");

        Assert.Equal(0, Emulator.Requests.Count("POST", "/accounts"));
    }

    [Fact]
    public void Settings_missing_from_the_list_are_read_before_anything_is_made()
    {
        Run("$old = New-VgsServiceAccountConfig -Template vgs-cli | New-VgsServiceAccount ACemulator -Session admin")
            .ThrowIfFailed();

        Run(Reset).ShouldFailWith("ConfigInvalid", ErrorCategory.InvalidData, "Config");
        Assert.Empty(Others());

        Run(
                "New-VgsServiceAccountConfig tntemulator -Name other | Export-VgsServiceAccountConfig $file",
                ("file", Folder.At("other.yaml"))
            )
            .ThrowIfFailed();
        Assert.Equal("other", Run(Reset + " -Path $file")["Name"]);
        Assert.Equal("mine", Run(Reset + " -Config (New-VgsServiceAccountConfig tntemulator -Name mine)")["Name"]);
    }

    [Fact]
    public void When_the_list_fails_nothing_is_made()
    {
        MakeOld();
        Always(FaultKind.Status, List, 403, method: "GET");

        Run(Reset).ShouldFailWith("Forbidden", ErrorCategory.PermissionDenied, "ACemulator");

        Assert.Empty(Others());
        OldStillWorks();
    }

    [Theory]
    [InlineData(403, "Forbidden", ErrorCategory.PermissionDenied)]
    [InlineData(500, "ServiceError", ErrorCategory.InvalidResult)]
    public void When_the_successor_cannot_be_made_the_old_one_is_untouched(
        int status,
        string id,
        ErrorCategory category
    )
    {
        MakeOld();
        Always(FaultKind.Status, List, status, method: "POST");

        var error = Run(Reset).ShouldFailWith(id, category, OldId);

        Assert.Contains("untouched", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Others());
        OldStillWorks();
    }

    [Fact]
    public void A_successor_that_cannot_authenticate_is_removed_again()
    {
        MakeOld();
        Emulator.Options.NewAccountWarmUp = 3_600_000;

        var error = Run(Reset + " -TimeoutSec 1")
            .ShouldFailWith("AuthenticationFailed", ErrorCategory.AuthenticationError, OldId);

        Assert.Contains("more time with -TimeoutSec", error.ToString(), StringComparison.Ordinal);
        Assert.Matches(@"got no token \(asked once in \d(\.\d)? s\) and was removed again\.", error.ToString());
        Assert.Empty(Others());
        Emulator.Options.NewAccountWarmUp = 0;
        OldStillWorks();
    }

    [Fact]
    public void A_successor_that_cannot_be_removed_again_is_named()
    {
        MakeOld();
        Emulator.Options.NewAccountWarmUp = 3_600_000;
        Always(FaultKind.Status, List + "/", 403, method: "DELETE");

        var error = Run(Reset + " -TimeoutSec 1")
            .ShouldFailWith("AuthenticationFailed", ErrorCategory.AuthenticationError, OldId);

        Assert.Contains($"-ClientId {Assert.Single(Others())}", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_old_account_that_cannot_be_removed_still_gets_its_successor()
    {
        MakeOld();
        Always(FaultKind.Status, List + "/", 403, method: "DELETE");

        var result = Run(Reset + " -RemoveOld -Force");

        var error = result.ShouldFailWith("Forbidden", ErrorCategory.PermissionDenied, OldId);
        Assert.Contains("in force", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(Assert.Single(Others()), Assert.Single(result.Output).Properties["ClientId"].Value);
        Assert.NotNull(result.Output[0].Properties["ClientSecret"].Value);
    }
}
