using System.Management.Automation;
using System.Text.RegularExpressions;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Rotation;

/// <summary>
/// The commands that errors about accounts tell to run, pasted as they stand. The default session may neither list nor remove an account.
/// </summary>
public sealed class AccountAdviceTests : RotationTest
{
    protected override void Prepare()
    {
        base.Prepare();
        MakeOld();
    }

    [Fact]
    public void A_successor_whose_secret_is_lost_is_removed()
    {
        Once(FaultKind.ResetAfter, List, method: "POST");

        Follow(Run("$kept = " + Reset).Failure!, "Remove");

        Assert.Equal(OldId, Assert.Single(Made()));
    }

    [Fact]
    public void An_old_account_that_could_not_be_removed_is_removed()
    {
        Once(FaultKind.Status, List + "/", 403, method: "DELETE");

        Follow(Run("$kept = " + Reset + " -RemoveOld -Force").Failure!, "Remove");

        Assert.NotEqual(OldId, Assert.Single(Made()));
    }

    [Fact]
    public void An_account_that_is_not_there_is_looked_for_in_the_list() =>
        Assert.Contains(
            OldId,
            Follow(Run("Reset-VgsServiceAccount ACemulator -ClientId none -Session admin").Failure!, "Get")
        );

    [Theory]
    [InlineData("Get-VgsServiceAccount ACemulator -ClientId none -Session admin")]
    [InlineData("Get-VgsOrganization ACnone -Session admin")]
    [InlineData("Get-VgsVault -VaultId tntnone -Session admin")]
    public void What_is_not_there_is_looked_for_in_a_list_that_comes(string command)
    {
        var list = Regex.Match($"{Run(command).Failure}", "List them with ([^.]*)[.]").Groups[1].Value;

        Assert.NotEmpty(Run(list).ThrowIfFailed().Output);
    }

    [Theory]
    [InlineData(FaultKind.ResetAfter, "OutcomeUnknown")]
    [InlineData(FaultKind.WrongJson, "ResponseInvalid")]
    public void A_new_account_that_may_exist_is_looked_for_in_the_list(FaultKind kind, string id)
    {
        Once(kind, List, method: "POST");

        var error = Run(
            "New-VgsServiceAccountConfig tntabc123 | New-VgsServiceAccount ACemulator -Session admin"
        ).Failure!;

        Assert.StartsWith(id, error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(Made().Except([OldId]), Follow(error, "Get").Intersect(Made()));
    }

    [Fact]
    public void A_failure_that_may_have_made_a_successor_is_looked_into()
    {
        Emulator.Faults.Add(
            new Fault
            {
                Kind = FaultKind.Status,
                Status = 500,
                PathPrefix = List,
                Method = "POST",
                CarryOut = true,
            }
        );

        var error = Run("$kept = " + Reset).ShouldFailWith("ServiceError", ErrorCategory.InvalidResult, OldId);

        Assert.DoesNotContain("No successor was made", error.ToString(), StringComparison.Ordinal);
        Follow(error, "Remove");
        Assert.Equal(OldId, Assert.Single(Made()));
    }

    private string[] Made() => [.. Emulator.ServiceAccounts.Where(a => !a.IsSeeded).Select(a => a.ClientId)];

    private string[] Follow(ErrorRecord error, string verb)
    {
        var command = Regex.Match($"{error}", $"{verb}-VgsServiceAccount [^.,;]*").Value;
        return
        [
            .. Run($"$ConfirmPreference = 'None'; {command} | ForEach-Object ClientId")
                .ThrowIfFailed()
                .Output.Select(id => $"{id}"),
        ];
    }
}
