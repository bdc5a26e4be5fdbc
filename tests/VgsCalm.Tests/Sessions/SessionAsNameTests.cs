using System.Management.Automation;

namespace VgsCalm.Tests.Sessions;

/// <summary>A session that is given as the first argument, where its name is meant.</summary>
public sealed class SessionAsNameTests : ConnectedTest
{
    [Theory]
    [InlineData("Disconnect-VgsCalm $one", "admin default")]
    [InlineData("Disconnect-VgsCalm -Name $one", "admin default")]
    [InlineData("Disconnect-VgsCalm $one, admin", "default")]
    [InlineData("Disconnect-VgsCalm @($one, (Get-VgsCalmSession admin))", "default")]
    [InlineData("Disconnect-VgsCalm $one; Disconnect-VgsCalm $one", "admin default")]
    [InlineData("Disconnect-VgsCalm ($one | Select-Object Name)", "admin default")]
    [InlineData("Disconnect-VgsCalm @{ Name = 'admin' }, ($one | Select-Object Name, ClientId)", "default")]
    [InlineData(
        "Disconnect-VgsCalm $one; Connect-VgsCalm $calm -Name 'job[1]' @uris; Disconnect-VgsCalm $one",
        "admin default job[1]"
    )]
    [InlineData(
        "Connect-VgsCalm $calm -Name 'job[1] (closed)' @uris; Disconnect-VgsCalm $one; Disconnect-VgsCalm $one",
        "admin default job[1] (closed)"
    )]
    [InlineData(
        "Connect-VgsCalm $calm -Name 'job1 (closed)' @uris; Disconnect-VgsCalm $one; Disconnect-VgsCalm $one, admin",
        "default job1 (closed)"
    )]
    public void Disconnect_closes_that_session_and_no_other(string script, string open) =>
        Assert.Equal(
            open,
            Run(
                    $"$one = Connect-VgsCalm $calm -Name 'job[1]' @uris -PassThru; {script}; (Get-VgsCalmSession).Name -join ' '"
                )
                .ThrowIfFailed()
                .Single.BaseObject
        );

    [Theory]
    [InlineData("Disconnect-VgsCalm -Session $none")]
    [InlineData("Disconnect-VgsCalm $none")]
    [InlineData("Disconnect-VgsCalm $none, $none")]
    [InlineData("$none | Disconnect-VgsCalm")]
    [InlineData("Disconnect-VgsCalm (Get-VgsCalmSession none*)")]
    [InlineData("Disconnect-VgsCalm -Session (Get-VgsCalmSession none*)")]
    public void A_finally_without_a_session_closes_none_and_keeps_the_cause(string disconnect)
    {
        var result = Run(
            $"$ErrorActionPreference = 'Stop'; $none = $null; try {{ throw 'the cause' }} finally {{ {disconnect} }}"
        );

        Assert.Equal("the cause", result.Terminating?.Exception.Message);
        Assert.Equal(2, Run("Get-VgsCalmSession").Output.Count);
    }

    [Theory]
    [InlineData("Select-VgsCalmSession $one")]
    [InlineData("Get-VgsCalmSession $one")]
    [InlineData("$one | Get-VgsCalmSession")]
    public void Of_one_that_is_closed_they_say_so_whatever_is_called_alike(string script)
    {
        Run(
                "$one = Connect-VgsCalm $calm -Name 'y[1]' @uris -PassThru; Disconnect-VgsCalm $one; "
                    + "Connect-VgsCalm $calm -Name 'y[1] (closed)' @uris; Connect-VgsCalm $calm -Name 'y[1]' @uris"
            )
            .ThrowIfFailed();

        var error = Run(script).ShouldFailWith("NotConnected", ErrorCategory.ConnectionError, "y[1]");

        Assert.Contains("The session 'y[1]' was disconnected", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Disconnect-VgsCalm ([pscustomobject]@{ Who = 1 })", "without a member Name")]
    [InlineData("Select-VgsCalmSession @{ Who = 1 }", "without a member Name")]
    [InlineData("Get-VgsCalmSession ([pscustomobject]@{ Tags = '[a]' })", "without a member Name")]
    public void The_text_of_another_record_is_no_name(string script, string named) =>
        Assert.Contains(named, Run(script).Failure?.ToString() ?? "none", StringComparison.Ordinal);

    [Fact]
    public void No_name_has_the_sign_that_a_closed_one_goes_by() =>
        Run("Connect-VgsCalm $calm -Name \"a`0\" @uris")
            .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "Name");

    [Fact]
    public void Select_and_Get_take_it_too()
    {
        Run("Select-VgsCalmSession (Get-VgsCalmSession admin)").ThrowIfFailed();

        Assert.Equal(Emulator.AdminClientId, Run("Get-VgsAccessToken")["ClientId"]);
        Assert.Equal("admin", Run("Get-VgsCalmSession (Get-VgsCalmSession admin)")["Name"]);
    }

    [Theory]
    [InlineData("Disconnect-VgsCalm")]
    [InlineData("Select-VgsCalmSession")]
    public void That_of_another_runspace_is_no_name_here(string command)
    {
        var error = Run(
            "$mine = Get-VgsCalmSession default; $other = [powershell]::Create(); "
                + "$null = $other.AddScript({ param($module, $session, $command) Import-Module $module; & $command $session })"
                + ".AddArgument((Get-Module VgsCalm).Path).AddArgument($mine).AddArgument('"
                + command
                + "'); $null = $other.Invoke(); throw $other.Streams.Error[0].Exception"
        ).Failure!;

        Assert.Contains("another runspace", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("-Session", error.ToString(), StringComparison.Ordinal);
        Run("Get-VgsAccessToken").ThrowIfFailed();
    }
}
