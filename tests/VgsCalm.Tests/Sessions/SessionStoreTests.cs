using System.Management.Automation;

namespace VgsCalm.Tests.Sessions;

/// <summary>Get-VgsCalmSession, Disconnect-VgsCalm, and whose session is whose.</summary>
public sealed class SessionStoreTests : EmulatorTest
{
    protected override void Prepare()
    {
        Shell
            .Run(
                "Connect-VgsCalm $calm @uris; Connect-VgsCalm $admin -Name admin @uris; Connect-VgsCalm $calm -Name calm-2 @uris"
            )
            .ThrowIfFailed();
    }

    [Theory]
    [InlineData("Get-VgsCalmSession", "admin calm-2 default")]
    [InlineData("Get-VgsCalmSession *", "admin calm-2 default")]
    [InlineData("Get-VgsCalmSession a*, [c-d]*", "admin calm-2 default")]
    [InlineData("Get-VgsCalmSession ADMIN", "admin")]
    [InlineData("Get-VgsCalmSession -Name calm-?", "calm-2")]
    [InlineData("'default', 'admin' | Get-VgsCalmSession", "default admin")]
    [InlineData("Get-VgsCalmSession nothing*", "")]
    public void Sessions_are_found_by_name_and_by_wildcard(string script, string names) =>
        Assert.Equal(
            names,
            string.Join(
                ' ',
                Shell.Run(script).ThrowIfFailed().Output.Select(session => session.Properties["Name"].Value)
            )
        );

    [Fact]
    public void An_unknown_session_name_is_NotConnected_and_others_still_come()
    {
        var result = Shell.Run("Get-VgsCalmSession nobody, admin");

        result.ShouldFailWith("NotConnected", ErrorCategory.ConnectionError, "nobody");
        Assert.Null(result.Terminating);
        Assert.Single(result.Output);
    }

    [Theory]
    [InlineData("no body", " -Name 'no body' first")]
    [InlineData("admin", " -Name admin first")]
    [InlineData("default", " first")]
    public void NotConnected_says_how_to_open_a_session_of_that_name(string name, string expected)
    {
        var result = Shell.Run("Disconnect-VgsCalm *; Get-VgsVault -Session $name", ("name", name));

        var error = result.ShouldFailWith("NotConnected", ErrorCategory.ConnectionError, name);
        Assert.Contains("Connect-VgsCalm" + expected, error.ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_name_is_no_name_to_connect_by()
    {
        var error = Shell
            .Run("Get-VgsVault -Session ''")
            .ShouldFailWith("NotConnected", ErrorCategory.ConnectionError, "");

        Assert.Contains("Get-VgsCalmSession lists them", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Connect-VgsCalm", error.ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_tells_who_and_where_and_for_how_long()
    {
        var session = Shell.Run("Get-VgsCalmSession default");

        Assert.Equal(Emulator.CalmClientId, session["ClientId"]);
        Assert.Equal(Emulator.TokenUri, session["AuthUri"]);
        Assert.Equal(Emulator.CalmUri, session["CalmUri"]);
        Assert.Equal(1, session["TokenRequests"]);
        Assert.InRange(
            (DateTimeOffset)session["TokenExpiresOn"]!,
            DateTimeOffset.UtcNow.AddSeconds(240),
            DateTimeOffset.UtcNow.AddSeconds(300)
        );
        Assert.Contains("cards:write", (string[])session["Scope"]!);
    }

    [Fact]
    public void A_session_shows_no_secret_however_it_is_looked_at()
    {
        var result = Shell.Run("Get-VgsCalmSession").ThrowIfFailed();

        Assert.Equal(3, Emulator.IssuedTokens.Count);
        result.ShouldShowNoSecretOf(Emulator);
    }

    [Fact]
    public void A_session_of_no_other_runspace_is_seen()
    {
        using var other = Shell.At(Emulator);

        Assert.Empty(other.Run("Get-VgsCalmSession").ThrowIfFailed().Output);
        other
            .Run("Invoke-VgsCalmRequest /cards/CRD1")
            .ShouldFailWith("NotConnected", ErrorCategory.ConnectionError, "default");
        other.Run("Disconnect-VgsCalm *").ThrowIfFailed();
        Assert.Equal(3, Shell.Run("Get-VgsCalmSession").Output.Count);
    }

    [Fact]
    public void A_parallel_block_has_no_session_but_the_one_it_is_given()
    {
        var result = Shell.Run(
            "1 | ForEach-Object -Parallel { Import-Module $using:manifest; Get-VgsCalmSession; Invoke-VgsCalmRequest /cards/CRD1 }",
            ("manifest", StagedModule.Manifest)
        );

        result.ShouldFailWith("NotConnected", ErrorCategory.ConnectionError, "default");
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Each_runspace_has_a_default_session_of_its_own()
    {
        using var other = Shell.At(Emulator);
        other.Run("Connect-VgsCalm $admin @uris").ThrowIfFailed();

        Assert.Equal(Emulator.AdminClientId, other.Run("Get-VgsCalmSession")["ClientId"]);
        Assert.Equal(Emulator.CalmClientId, Shell.Run("Get-VgsCalmSession default")["ClientId"]);
    }

    [Theory]
    [InlineData("Disconnect-VgsCalm", "admin calm-2")]
    [InlineData("Disconnect-VgsCalm Admin", "calm-2 default")]
    [InlineData("Disconnect-VgsCalm -Name admin, default", "calm-2")]
    [InlineData("Disconnect-VgsCalm *a*2", "admin default")]
    [InlineData("Disconnect-VgsCalm *", "")]
    [InlineData("Disconnect-VgsCalm nothing*", "admin calm-2 default")]
    [InlineData("Get-VgsCalmSession a* | Disconnect-VgsCalm", "calm-2 default")]
    [InlineData("Get-VgsCalmSession | Disconnect-VgsCalm", "")]
    [InlineData("'admin', 'calm-2' | Disconnect-VgsCalm", "default")]
    [InlineData("Disconnect-VgsCalm -Session admin", "calm-2 default")]
    public void Sessions_end_by_name_by_wildcard_and_from_the_pipeline(string script, string left)
    {
        Assert.Empty(Shell.Run(script).ThrowIfFailed().Output);

        Assert.Equal(left, string.Join(' ', Shell.Run("(Get-VgsCalmSession).Name").Output));
    }

    [Theory]
    [InlineData("Disconnect-VgsCalm nobody, admin")]
    [InlineData("'nobody', 'admin' | Disconnect-VgsCalm")]
    [InlineData("Disconnect-VgsCalm -Session nobody; Disconnect-VgsCalm admin")]
    [InlineData("Disconnect-VgsCalm admin; Disconnect-VgsCalm admin")]
    public void A_session_that_is_not_there_is_no_error_of_Disconnect(string script)
    {
        Shell.Run(script).ThrowIfFailed();

        Assert.DoesNotContain("admin", Shell.Run("(Get-VgsCalmSession).Name").Output.Select(name => name.ToString()));
    }

    [Fact]
    public void A_finally_that_disconnects_does_not_hide_the_cause()
    {
        var result = Shell.Run(
            "try { throw 'the cause' } finally { Disconnect-VgsCalm never-opened -ErrorAction Stop }"
        );

        Assert.Equal("the cause", result.Terminating?.ToString());
    }

    [Fact]
    public void A_session_that_is_closed_already_may_be_disconnected_again() =>
        Shell.Run("$s = Get-VgsCalmSession admin; $s | Disconnect-VgsCalm; $s | Disconnect-VgsCalm").ThrowIfFailed();

    [Theory]
    [InlineData("Invoke-VgsCalmRequest /cards/CRD1 -Session $s")]
    [InlineData("Get-VgsAccessToken -Session $s")]
    [InlineData("Get-VgsAccessToken -Session $s -ForceRefresh")]
    public void After_Disconnect_the_session_gives_no_token_and_sends_nothing(string use)
    {
        Shell.Run("$s = Get-VgsCalmSession calm-2; Disconnect-VgsCalm calm-2").ThrowIfFailed();
        Emulator.Requests.Clear();

        var error = Shell.Run(use).ShouldFailWith("NotConnected", ErrorCategory.ConnectionError, "calm-2");

        Assert.Contains("was disconnected", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Connect-VgsCalm -Name calm-2 again", error.ErrorDetails.Message, StringComparison.Ordinal);

        // The variable keeps the closed session: the same call with it would have the same error for ever.
        Assert.Contains("in its place give -Session calm-2.", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Null(Shell.Run("$s")["TokenExpiresOn"]);
        Assert.Empty(Emulator.Requests.Snapshot());
    }

    [Fact]
    public void After_Disconnect_the_same_credential_connects_again() =>
        Shell
            .Run(
                "Disconnect-VgsCalm; Connect-VgsCalm $calm @uris; Invoke-VgsCalmRequest /cards/CRD1 -SkipHttpErrorCheck"
            )
            .ThrowIfFailed();

    [Fact]
    public void A_session_that_another_runspace_shares_ends_for_both()
    {
        using var other = Shell.At(Emulator);
        other.Set("s", Shell.Run("Get-VgsCalmSession default").Single);
        other.Run("Invoke-VgsCalmRequest /cards/CRD1 -Session $s -SkipHttpErrorCheck").ThrowIfFailed();

        Shell.Run("Disconnect-VgsCalm").ThrowIfFailed();

        other
            .Run("Invoke-VgsCalmRequest /cards/CRD1 -Session $s")
            .ShouldFailWith("NotConnected", ErrorCategory.ConnectionError, "default");
    }

    [Fact]
    public void A_session_ended_by_another_runspace_is_not_listed()
    {
        using var other = Shell.At(Emulator);
        other.Set("s", Shell.Run("Get-VgsCalmSession admin").Single);

        other.Run("$s | Disconnect-VgsCalm").ThrowIfFailed();

        Assert.Equal("calm-2 default", string.Join(' ', Shell.Run("(Get-VgsCalmSession).Name").Output));
        Shell
            .Run("Get-VgsServiceAccount ACemulator -Session admin")
            .ShouldFailWith("NotConnected", ErrorCategory.ConnectionError, "admin");
    }
}
