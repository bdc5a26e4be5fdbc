using System.Management.Automation;
using VgsCalm.Emulator.Auth;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.ServiceAccounts;

public sealed class RemoveServiceAccountTests : ConnectedTest
{
    private const string Accounts = "/accounts/organizations/ACemulator/service-accounts";

    [Theory]
    [InlineData("-Force")]
    [InlineData("-Confirm:$false")]
    public void An_account_is_revoked_without_a_question_when_that_is_said(string parameter)
    {
        var result = Run(
                "Remove-VgsServiceAccount ACemulator -ClientId $id -Session admin " + parameter,
                ("id", Made().ClientId)
            )
            .ThrowIfFailed();

        Assert.Empty(result.Output);
        Assert.DoesNotContain(Emulator.ServiceAccounts, a => !a.IsSeeded);
    }

    [Fact]
    public void Without_Force_it_asks_and_removes_nothing_without_an_answer()
    {
        var made = Made();

        var result = Run("Remove-VgsServiceAccount ACemulator -ClientId $id -Session admin", ("id", made.ClientId));

        Assert.Contains("this host cannot ask for", Assert.Single(result.Errors).ToString(), StringComparison.Ordinal);
        Assert.Empty(Emulator.Requests.Snapshot());
        Assert.Contains(made, Emulator.ServiceAccounts);
    }

    [Fact]
    public void The_account_of_the_session_in_use_is_said_to_be_that()
    {
        var result = Run(
            "Remove-VgsServiceAccount ACemulator -ClientId $id -Session admin -Force",
            ("id", Emulator.AdminClientId)
        );

        Assert.Contains(
            "the session 'admin'",
            Assert.Single(result.ThrowIfFailed().Warnings),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Accounts_come_from_the_pipeline_by_their_properties()
    {
        Made();
        Made();

        Run(
                "Get-VgsServiceAccount ACemulator -Name nightly -Session admin | Remove-VgsServiceAccount -Session admin -Force"
            )
            .ThrowIfFailed();

        Assert.Equal([Emulator.AdminClientId, Emulator.CalmClientId], Emulator.ServiceAccounts.Select(a => a.ClientId));
    }

    [Fact]
    public void A_record_without_an_organization_means_the_only_one_there_is()
    {
        var result = Run(
                "[pscustomobject]@{ OrganizationId = $null; ClientId = $id } | "
                    + "Get-VgsServiceAccount -Session admin; "
                    + "[pscustomobject]@{ OrganizationId = ''; ClientId = $id } | Remove-VgsServiceAccount -Session admin -Force",
                ("id", Made().ClientId)
            )
            .ThrowIfFailed();

        Assert.Single(result.Output);
        Assert.DoesNotContain(Emulator.ServiceAccounts, a => !a.IsSeeded);
    }

    [Theory]
    [InlineData("''")]
    [InlineData("$null")]
    public void An_empty_organization_on_the_command_line_removes_nothing(string organization)
    {
        var made = Made();

        var result = Run(
            $"Remove-VgsServiceAccount -OrganizationId {organization} -ClientId $id -Session admin -Force",
            ("id", made.ClientId)
        );

        Assert.Contains("-OrganizationId is empty", Assert.Single(result.Errors).ToString(), StringComparison.Ordinal);
        Assert.Contains(made, Emulator.ServiceAccounts);
    }

    [Theory]
    [InlineData("-WhatIf")]
    [InlineData("-WhatIf -Force")]
    public void WhatIf_sends_nothing(string parameters)
    {
        Run("Remove-VgsServiceAccount ACemulator -ClientId $id -Session admin " + parameters, ("id", Made().ClientId))
            .ThrowIfFailed();

        Assert.Empty(Emulator.Requests.Snapshot());
    }

    [Fact]
    public void A_preference_for_WhatIf_counts_against_Force()
    {
        Run(
                "$WhatIfPreference = $true; Remove-VgsServiceAccount ACemulator -ClientId $id -Session admin -Force",
                ("id", Made().ClientId)
            )
            .ThrowIfFailed();

        Assert.Empty(Emulator.Requests.Snapshot());
    }

    [Fact]
    public void An_account_that_is_not_there_is_NotFound_and_the_others_are_removed()
    {
        var result = Run(
            "Remove-VgsServiceAccount ACemulator -ClientId ACnobody, $id -Session admin -Force",
            ("id", Made().ClientId)
        );

        var error = result.ShouldFailWith("NotFound", ErrorCategory.ObjectNotFound, "ACnobody");
        Assert.Equal(404, error.ValueOf("StatusCode"));
        Assert.DoesNotContain(Emulator.ServiceAccounts, a => !a.IsSeeded);
    }

    [Fact]
    public void A_lost_answer_and_then_NotFound_means_that_it_is_gone()
    {
        Once(FaultKind.ResetAfter, Accounts, method: "DELETE");

        Run("Remove-VgsServiceAccount ACemulator -ClientId $id -Session admin -Force", ("id", Made().ClientId))
            .ThrowIfFailed();

        Assert.Equal(2, Emulator.Requests.Count("DELETE", Accounts));
    }

    [Fact]
    public void An_account_without_the_right_is_Forbidden()
    {
        var made = Made();

        Run("Remove-VgsServiceAccount ACemulator -ClientId $id -Force", ("id", made.ClientId))
            .ShouldFailWith("Forbidden", ErrorCategory.PermissionDenied, made.ClientId);

        Assert.Contains(made, Emulator.ServiceAccounts);
    }

    [Fact]
    public void Its_tokens_end_with_it_and_no_new_one_is_given()
    {
        var made = Made();
        Run(
                "Connect-VgsCalm -Credential $made -Name made @uris",
                ("made", Shell.CredentialOf(made.ClientId, made.ClientSecret))
            )
            .ThrowIfFailed();

        Run("Remove-VgsServiceAccount ACemulator -ClientId $id -Session admin -Force", ("id", made.ClientId))
            .ThrowIfFailed();

        Run("Get-VgsCard CRDabc -Session made")
            .ShouldFailWith("AuthenticationFailed", ErrorCategory.AuthenticationError, "CRDabc");
        Run("Connect-VgsCalm -Credential $made -Name again @uris")
            .ShouldFailWith("AuthenticationFailed", ErrorCategory.AuthenticationError, made.ClientId);
    }

    private ServiceAccount Made() => Emulator.AddServiceAccount(["cards:read"], name: "nightly");
}
