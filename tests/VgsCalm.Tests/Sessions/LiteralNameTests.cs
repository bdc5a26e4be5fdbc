using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Sessions;

/// <summary>Which session a name means, and which one an error names.</summary>
public sealed class LiteralNameTests : ConnectedTest
{
    [Fact]
    public void A_name_with_brackets_finds_the_session_of_that_name_first()
    {
        Run(
                "foreach ($name in 'job[1]', 'job1') { Connect-VgsCalm -Credential $calm -Name $name @uris }; "
                    + "if ((Get-VgsCalmSession -Name 'job[1]').Name -ne 'job[1]') { throw 'another one' }; "
                    + "Disconnect-VgsCalm -Name 'job[1]'"
            )
            .ThrowIfFailed();

        Assert.Equal("job1", Run("(Get-VgsCalmSession -Name 'job*').Name").Single.BaseObject);
    }

    [Theory]
    [InlineData("Get-VgsCard CRD1", "default")]
    [InlineData("Get-VgsCard CRD1 -Session admin", "admin")]
    public void A_403_names_the_session_that_was_used(string command, string session)
    {
        Always(FaultKind.Status, "/calm/cards", 403);

        Assert.Contains($"'{session}'", Run(command).Failure!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_of_another_process_is_refused_with_the_way_out()
    {
        var error = Run(
            "$s = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize("
                + "(Get-VgsCalmSession default))); Get-VgsCard CRD1 -Session $s"
        ).Failure!;

        Assert.Contains(
            "Connect-VgsCalm",
            $"{error} {error.ErrorDetails?.RecommendedAction}",
            StringComparison.Ordinal
        );
        Assert.Empty(Emulator.Requests.Snapshot());
    }
}
