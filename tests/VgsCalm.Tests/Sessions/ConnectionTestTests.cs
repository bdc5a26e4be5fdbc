using System.Management.Automation;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Sessions;

/// <summary>Test-VgsCalmConnection finds what is wrong, says what to do, and makes nothing.</summary>
public sealed class ConnectionTestTests : ConnectedTest
{
    [Fact]
    public void A_connection_that_works_passes_every_check_and_makes_nothing()
    {
        var result = Run("Test-VgsCalmConnection").ThrowIfFailed();

        Assert.All(
            result.Output,
            check =>
                Assert.Equal(
                    $"{check.Properties["Target"].Value}" == "Accounts" && check.Properties["Check"].Value is "Api"
                        ? "Warning"
                        : "Passed",
                    Outcome(check)
                )
        );
        Assert.Equal(
            "Address Address Address Address Name Connection Token Scope Clock Api Api Api Api",
            string.Join(' ', result.Output.Select(check => check.Properties["Check"].Value))
        );
        Assert.All(result.Output, check => Assert.NotEqual("", check.Properties["Detail"].Value));
        Assert.DoesNotContain(Emulator.Requests.Snapshot(), entry => entry.Method != "GET");
        Assert.Empty(Emulator.Cards);
    }

    [Fact]
    public void An_API_that_the_session_may_not_use_is_a_warning()
    {
        var api = Single(Run("Test-VgsCalmConnection Accounts"), "Api");

        Assert.Equal("Warning", Outcome(api));
        Assert.Contains("scopes", (string)api.Properties["Detail"].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_APIs_that_are_named_are_examined()
    {
        var result = Run("Test-VgsCalmConnection Accounts -Session admin").ThrowIfFailed();

        Assert.Equal(["Accounts"], Targets(result, "Api"));
        Assert.Equal(["Accounts"], Targets(result, "Address"));
    }

    [Theory]
    [InlineData(FaultKind.Html, 404, "Check its address")]
    [InlineData(FaultKind.Status, 500, "later")]
    [InlineData(FaultKind.ResetBefore, null, "Check the network")]
    public void An_API_that_does_not_answer_well_is_Failed_with_what_to_do(FaultKind kind, int? status, string action)
    {
        Always(kind, "/cmp", status);

        var failed = Assert.Single(
            Run("Test-VgsCalmConnection").ThrowIfFailed().Output,
            check => Outcome(check) == "Failed"
        );

        Assert.Equal(("Api", "Cmp"), (failed.Properties["Check"].Value, failed.Properties["Target"].Value));
        Assert.Contains(action, (string)failed.Properties["Detail"].Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3600, "behind")]
    [InlineData(-3600, "ahead of")]
    public void A_clock_that_is_off_is_told_with_its_direction(int offset, string direction)
    {
        Emulator.Options.ClockOffset = offset;

        var clock = Single(Run("Test-VgsCalmConnection"), "Clock");

        Assert.Equal("Warning", Outcome(clock));
        Assert.Contains(
            $"s {direction} the server's",
            (string)clock.Properties["Detail"].Value,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_clock_that_both_have_is_neither_ahead_nor_behind()
    {
        var clock = Single(Run("Test-VgsCalmConnection"), "Clock");

        Assert.DoesNotMatch("[0-2] s (ahead|behind)", (string)clock.Properties["Detail"].Value);
    }

    [Fact]
    public void A_server_that_is_not_there_is_told_and_the_other_checks_go_on()
    {
        Run("Connect-VgsCalm $calm -Name off -AuthUri $uris.AuthUri -CalmUri http://127.0.0.1:1").ThrowIfFailed();

        var result = Run("Test-VgsCalmConnection Calm -Session off").ThrowIfFailed();

        var port = Assert.Single(
            result.Output,
            check =>
                $"{check.Properties["Check"].Value}{check.Properties["Target"].Value}" == "Connectionhttp://127.0.0.1:1"
        );
        Assert.Equal("Failed", Outcome(port));
        Assert.Contains("firewall", (string)port.Properties["Detail"].Value, StringComparison.Ordinal);
        Assert.Equal("Passed", Outcome(Single(result, "Token")));
        Assert.Equal("Failed", Outcome(Single(result, "Api")));
    }

    [Fact]
    public void A_token_that_cannot_be_renewed_is_told()
    {
        Emulator.Options.TokenLifetime = 1;
        Run("Connect-VgsCalm $calm -Name short @uris").ThrowIfFailed();
        Emulator.RemoveServiceAccount(Emulator.CalmClientId);
        Run("try { Get-VgsAccessToken -Session short -ForceRefresh } catch { }");
        Emulator.RevokeTokens();

        var result = Run("Test-VgsCalmConnection Calm -Session short").ThrowIfFailed();

        Assert.Contains(
            result.Output,
            check =>
                Outcome(check) == "Failed"
                && $"{check.Properties["Detail"].Value}".Contains("client id", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Scopes_that_commands_would_need_are_named_with_them()
    {
        Run("Connect-VgsCalm $admin -Name bare @uris").ThrowIfFailed();

        var scope = Single(Run("Test-VgsCalmConnection Accounts -Session bare"), "Scope");

        Assert.Contains(
            "cards:write (New-VgsCard, Import-VgsCard",
            (string)scope.Properties["Detail"].Value,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Without_a_session_it_is_NotConnected() =>
        Run("Test-VgsCalmConnection -Session nobody")
            .ShouldFailWith("NotConnected", ErrorCategory.ConnectionError, "nobody");

    private static string Outcome(PSObject check) => $"{check.Properties["Outcome"].Value}";

    private static PSObject Single(ShellResult result, string name) =>
        Assert.Single(result.Output, check => (string)check.Properties["Check"].Value == name);

    private static IEnumerable<object> Targets(ShellResult result, string name) =>
        result
            .Output.Where(check => (string)check.Properties["Check"].Value == name)
            .Select(check => check.Properties["Target"].Value);
}
