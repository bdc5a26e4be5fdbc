using System.Management.Automation;

namespace VgsCalm.Tests.Sessions;

/// <summary>Select-VgsCalmSession, and the warning about a session that a failed Connect leaves open.</summary>
public sealed class SelectSessionTests : ConnectedTest
{
    [Theory]
    [InlineData("Select-VgsCalmSession admin")]
    [InlineData("Select-VgsCalmSession -Session admin")]
    [InlineData("Get-VgsCalmSession admin | Select-VgsCalmSession")]
    public void The_selected_session_is_the_default_one(string script)
    {
        Assert.Empty(Run(script).ThrowIfFailed().Output);

        Assert.Equal(Emulator.AdminClientId, Run("Get-VgsAccessToken")["ClientId"]);
        Run("Get-VgsOrganization").ThrowIfFailed();
    }

    [Fact]
    public void A_session_that_is_not_open_cannot_be_selected() =>
        Run("Select-VgsCalmSession nobody").ShouldFailWith("NotConnected", ErrorCategory.ConnectionError, "nobody");

    [Fact]
    public void When_the_selected_session_ends_no_other_one_takes_its_place()
    {
        Run("Select-VgsCalmSession admin; Disconnect-VgsCalm").ThrowIfFailed();

        Run("Get-VgsAccessToken").ShouldFailWith("NotConnected", ErrorCategory.ConnectionError, "admin");
        Assert.Equal("default", Run("Get-VgsCalmSession")["Name"]);
    }

    [Fact]
    public void Connect_without_a_name_is_the_default_one_again()
    {
        Run("Select-VgsCalmSession admin; Connect-VgsCalm $calm @uris").ThrowIfFailed();

        Assert.Equal(Emulator.CalmClientId, Run("Get-VgsAccessToken")["ClientId"]);
    }

    [Fact]
    public void A_selected_session_that_is_opened_anew_stays_selected()
    {
        Run("Select-VgsCalmSession admin; Connect-VgsCalm $admin -Name admin @uris").ThrowIfFailed();

        Assert.Equal(Emulator.AdminClientId, Run("Get-VgsAccessToken")["ClientId"]);
    }

    [Theory]
    [InlineData("Disconnect-VgsCalm")]
    [InlineData("Get-VgsCalmSession admin | Disconnect-VgsCalm")]
    public void One_that_was_closed_and_is_opened_anew_is_the_default_again(string close)
    {
        Run($"Select-VgsCalmSession admin; {close}; Connect-VgsCalm $admin -Name Admin @uris").ThrowIfFailed();

        Assert.Equal(Emulator.AdminClientId, Run("Get-VgsAccessToken")["ClientId"]);
    }

    [Fact]
    public void A_named_session_is_no_default_one_that_nobody_selected()
    {
        using var other = Shell.At(Emulator);
        other.Run("Connect-VgsCalm $admin -Name admin @uris").ThrowIfFailed();

        other.Run("Get-VgsAccessToken").ShouldFailWith("NotConnected", ErrorCategory.ConnectionError, "default");
    }

    [Fact]
    public void Another_session_of_the_selected_ones_name_is_closed()
    {
        using var other = Shell.At(Emulator);
        other.Set("s", Run("Get-VgsCalmSession admin").Single);
        other.Run("$mine = Connect-VgsCalm $calm -Name admin @uris -PassThru").ThrowIfFailed();

        other.Run("Select-VgsCalmSession -Session $s").ThrowIfFailed();

        other
            .Run("Get-VgsAccessToken -Session $mine")
            .ShouldFailWith("NotConnected", ErrorCategory.ConnectionError, "admin");
        Assert.Equal(Emulator.AdminClientId, other.Run("Get-VgsAccessToken")["ClientId"]);
    }

    [Fact]
    public void Sessions_of_other_runspaces_stay_open_whatever_takes_their_name()
    {
        using var other = Shell.At(Emulator);
        using var third = Shell.At(Emulator);
        other.Set("a", Run("Get-VgsCalmSession admin").Single);
        other.Set("b", third.Run("Connect-VgsCalm $admin -Name admin @uris -PassThru").Single);

        other
            .Run(
                "Select-VgsCalmSession -Session $a; Select-VgsCalmSession -Session $b; Connect-VgsCalm $calm -Name admin @uris"
            )
            .ThrowIfFailed();

        Run("Get-VgsAccessToken -Session admin").ThrowIfFailed();
        third.Run("Get-VgsAccessToken -Session admin").ThrowIfFailed();
    }

    [Fact]
    public void A_session_that_is_selected_again_stays_open()
    {
        Run("Select-VgsCalmSession admin; Get-VgsCalmSession admin | Select-VgsCalmSession").ThrowIfFailed();

        Assert.Equal(Emulator.AdminClientId, Run("Get-VgsAccessToken")["ClientId"]);
    }

    [Fact]
    public void One_that_is_closed_and_selected_closes_no_other_of_its_name()
    {
        Run("$old = Get-VgsCalmSession admin; $old | Disconnect-VgsCalm; Connect-VgsCalm $admin -Name admin @uris")
            .ThrowIfFailed();

        Run("Select-VgsCalmSession -Session $old")
            .ShouldFailWith("NotConnected", ErrorCategory.ConnectionError, "admin");
        Run("Get-VgsAccessToken -Session admin").ThrowIfFailed();
    }

    [Theory]
    [InlineData("Connect-VgsCalm $wrong @uris", "'default'", "Sandbox")]
    [InlineData("Connect-VgsCalm $wrong -Name admin @uris", "'admin'", "Sandbox")]
    public void A_Connect_that_fails_warns_of_the_session_that_stays_open(
        string script,
        string name,
        string environment
    )
    {
        var result = Run(script, ("wrong", Shell.CredentialOf(Emulator.CalmClientId, "x")));

        result.ShouldFailWith("AuthenticationFailed", ErrorCategory.AuthenticationError, Emulator.CalmClientId);
        var warning = Assert.Single(result.Warnings);
        Assert.Contains(name, warning, StringComparison.Ordinal);
        Assert.Contains(environment, warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_Connect_that_fails_under_a_new_name_warns_of_nothing() =>
        Assert.Empty(
            Run(
                "Connect-VgsCalm $wrong -Name new @uris",
                ("wrong", Shell.CredentialOf(Emulator.CalmClientId, "x"))
            ).Warnings
        );

    [Fact]
    public void FromEnvironment_is_also_called_EnvironmentVariable()
    {
        var parameter = Run("(Get-Command Connect-VgsCalm).Parameters['FromEnvironment'].Aliases");

        Assert.Equal("EnvironmentVariable", parameter.Single.ToString());
    }
}
