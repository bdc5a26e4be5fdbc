using System.Management.Automation;
using System.Text.RegularExpressions;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Rotation;

/// <summary>Reset-VgsServiceAccount that does not hear whether VGS has made the successor.</summary>
public sealed class ResetLostAnswerTests : RotationTest
{
    protected override void Prepare()
    {
        base.Prepare();
        MakeOld();
    }

    [Theory]
    [InlineData(FaultKind.ResetAfter, null, "OutcomeUnknown", ErrorCategory.InvalidResult)]
    [InlineData(FaultKind.TruncatedBody, null, "OutcomeUnknown", ErrorCategory.InvalidResult)]
    [InlineData(FaultKind.WrongJson, null, "ResponseInvalid", ErrorCategory.ProtocolError)]
    [InlineData(FaultKind.Status, 500, "ServiceError", ErrorCategory.InvalidResult)]
    [InlineData(FaultKind.Status, 504, "OutcomeUnknown", ErrorCategory.InvalidResult)]
    public void When_the_successors_answer_is_lost_the_new_account_is_named(
        FaultKind kind,
        int? status,
        string id,
        ErrorCategory category
    )
    {
        Emulator.Faults.Add(
            new Fault
            {
                Kind = kind,
                Status = status,
                PathPrefix = List,
                Method = "POST",
                CarryOut = true,
            }
        );

        var error = Run(Reset).ShouldFailWith(id, category, OldId);

        // The command of the error removes that one as it stands: the default session may not.
        Emulator.Faults.Clear();
        Assert.Single(Others());
        var command = Regex.Match(error.ToString(), "Remove-VgsServiceAccount [^.]*").Value;
        Run(command + " -Confirm:$false").ThrowIfFailed();
        Assert.Empty(Others());
        OldStillWorks();
    }

    [Fact]
    public void When_answer_and_list_are_lost_the_name_to_look_for_is_told()
    {
        Once(FaultKind.ResetAfter, List, method: "POST");
        Emulator.Faults.Add(
            new Fault
            {
                Kind = FaultKind.Status,
                Status = 403,
                PathPrefix = List,
                Method = "GET",
                After = 1,
                Times = -1,
            }
        );

        var error = Run(Reset).ShouldFailWith("OutcomeUnknown", ErrorCategory.InvalidResult, OldId).ToString();

        Assert.Contains("'nightly'", error, StringComparison.Ordinal);
        Assert.Contains($"(there were: {OldId})", error, StringComparison.Ordinal);
        Emulator.Faults.Clear();
        var list = Run(Regex.Match(error, "Get-VgsServiceAccount .* -Session admin(?= for)").Value);
        Assert.Equal([OldId, .. Others()], list.Output.Select(account => (string)account.Properties["ClientId"].Value));
        Assert.Contains(
            "Remove-VgsServiceAccount -OrganizationId ACemulator -Session admin, which asks",
            error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_successor_that_is_not_to_be_seen_yet_is_looked_for_again()
    {
        Always(FaultKind.Status, List, 504, method: "POST");

        var error = Run(Reset).ShouldFailWith("OutcomeUnknown", ErrorCategory.InvalidResult, OldId).ToString();

        Assert.Contains("No new account is to be seen yet", error, StringComparison.Ordinal);
        Assert.Contains(
            "Get-VgsServiceAccount -OrganizationId ACemulator -Name nightly",
            error,
            StringComparison.Ordinal
        );
    }
}
