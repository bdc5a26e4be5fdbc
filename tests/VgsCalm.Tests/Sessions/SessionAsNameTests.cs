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
    [InlineData(
        "Disconnect-VgsCalm $one; Connect-VgsCalm $calm -Name 'job[1]' @uris; Disconnect-VgsCalm $one",
        "admin default job[1]"
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
