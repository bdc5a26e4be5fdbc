using System.Management.Automation;
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

    [Fact]
    public void A_pattern_finds_the_same_names_in_every_culture()
    {
        Run(
                "[cultureinfo]::CurrentCulture = 'tr-TR'; "
                    + "foreach ($name in 'VIP', '\u0130') { Connect-VgsCalm -Credential $calm -Name $name @uris }; "
                    + "if ((Get-VgsCalmSession 'vi*').Name -ne 'VIP') { throw 'not found' }; Disconnect-VgsCalm i"
            )
            .ThrowIfFailed();

        Assert.Single(Run("Get-VgsCalmSession '\u0130'").ThrowIfFailed().Output);
    }

    [Fact]
    public void A_finally_with_a_name_that_is_no_pattern_hides_nothing()
    {
        var error = Run(
            "& { $ErrorActionPreference = 'Stop'; try { throw 'the cause' } finally { Disconnect-VgsCalm -Name 'job [1' } }"
        ).Failure!;

        Assert.Equal("the cause", error.ToString());
    }

    [Fact]
    public void A_name_that_is_no_pattern_is_the_session_of_that_name()
    {
        Run("Get-VgsCalmSession -Name 'job [1'")
            .ShouldFailWith("NotConnected", ErrorCategory.ConnectionError, "job [1");

        Run(
                "Connect-VgsCalm -Credential $calm -Name 'Job [1' @uris; "
                    + "if ((Get-VgsCalmSession -Name 'job [1').Name -ne 'Job [1') { throw 'another one' }; "
                    + "Disconnect-VgsCalm -Name 'job [1', 'job [2'"
            )
            .ThrowIfFailed();

        Assert.Empty(Run("Get-VgsCalmSession -Name 'job*'").ThrowIfFailed().Output);
    }

    [Fact]
    public void An_escaped_name_is_the_name_without_its_escapes()
    {
        Run("Connect-VgsCalm -Credential $calm -Name 'job[1]' @uris").ThrowIfFailed();

        Assert.Equal("job[1]", Run("(Get-VgsCalmSession -Name 'job`[1`]').Name").Single.BaseObject);
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
