using System.Management.Automation;

namespace VgsCalm.Tests.Sessions;

/// <summary>One address for all APIs: -EmulatorUri, or VGSCALM_EMULATOR for a script that names none.</summary>
[Collection("Environment variables")]
public sealed class EmulatorUriTests : EmulatorTest
{
    private const string Variable = "VGSCALM_EMULATOR";

    public override Task DisposeAsync()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        return base.DisposeAsync();
    }

    protected override void Prepare()
    {
        Shell.Set("emulator", Root);
        Shell.Set("elsewhere", $"http://127.0.0.1:{LoopbackPort.FindFree()}/calm");
    }

    private string Root => Emulator.BaseUri.ToString().TrimEnd('/');

    [Fact]
    public void Every_API_is_at_the_emulator_and_its_commands_work()
    {
        var session = Run("Connect-VgsCalm $calm -EmulatorUri $emulator -PassThru");

        Assert.Equal(Emulator.TokenUri, session["AuthUri"]);
        Assert.Equal(
            (Emulator.CalmUri, Emulator.CmpUri, Emulator.AccountsUri, Emulator.CardAttributesUri),
            (session["CalmUri"], session["CmpUri"], session["AccountsUri"], session["CardAttributesUri"])
        );
        Assert.Empty(session.Warnings);
        Run(
                "Connect-VgsCalm $admin -EmulatorUri $emulator -Name admin; Get-VgsServiceAccount ACemulator -Session admin"
            )
            .ThrowIfFailed();
    }

    [Fact]
    public void An_emulator_that_was_not_started_is_said_to_be_the_cause()
    {
        Shell.Set("nobody", $"http://127.0.0.1:{LoopbackPort.FindFree()}");

        var error = Assert.Single(Run("Connect-VgsCalm $calm -EmulatorUri $nobody").Errors);

        Assert.StartsWith("TokenEndpointUnavailable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("See that the emulator", error.ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_is_given_goes_before_the_emulators()
    {
        var session = Run("Connect-VgsCalm $calm -EmulatorUri $emulator -CalmUri $elsewhere -PassThru");

        Assert.Equal($"{Shell.Get("elsewhere")}", $"{session["CalmUri"]}");
        Assert.Equal(Emulator.TokenUri, session["AuthUri"]);
    }

    [Theory]
    [InlineData("Connect-VgsCalm $calm -PassThru")]
    [InlineData("Connect-VgsCalm $calm -Environment Live -PassThru")]
    public void The_environment_names_it_for_a_script_that_names_no_address(string connect)
    {
        Environment.SetEnvironmentVariable(Variable, Root);

        var session = Run(connect);

        Assert.Equal(Emulator.CalmUri, session["CalmUri"]);
        Assert.Equal(Emulator.TokenUri, session["AuthUri"]);
        Assert.Equal(
            $"VGSCALM_EMULATOR is set: the session 'default' works on the emulator at {Root}, not on VGS.",
            Assert.Single(session.Warnings)
        );
    }

    [Theory]
    [InlineData("-VaultId tntabc123 -VaultProxy", "https://tntabc123.sandbox.verygoodproxy.com:8443")]
    [InlineData("-Proxy http://proxy.example:3128 -ProxyCredential $calm", "http://proxy.example:3128")]
    public void Nothing_for_the_emulator_goes_to_a_proxy_on_another_machine(string parameters, string proxy)
    {
        Environment.SetEnvironmentVariable(Variable, Root);

        var session = Run($"Connect-VgsCalm $calm {parameters} -PassThru");

        Assert.Null(session["Proxy"]);
        Assert.Contains(
            $"The proxy {proxy} is not used for the emulator, which is on this machine: it is reached directly.",
            session.Warnings
        );
        Run("Get-VgsCardAttribute 5415775831611962").ThrowIfFailed();
    }

    [Fact]
    public void A_proxy_on_this_machine_is_passed_to_the_emulator_too()
    {
        var session = Run("Connect-VgsCalm $calm -EmulatorUri $emulator -Proxy http://127.0.0.1:3128 -PassThru");

        Assert.Equal("http://127.0.0.1:3128/", $"{session["Proxy"]}");
        Assert.Empty(session.Warnings);
    }

    [Fact]
    public void Where_the_warning_is_to_stop_no_sign_in_stays_open()
    {
        Environment.SetEnvironmentVariable(Variable, Root);
        Emulator.Options.SignIn.ApproveDevices = true;
        Emulator.Options.SignIn.DeviceInterval = 1;

        var result = Run("Connect-VgsCalm -DeviceCode -WarningAction Stop");

        Assert.StartsWith("ActionPreferenceStop", result.Failure?.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(0, Emulator.OpenSignIns);
        Assert.Empty(Run("Get-VgsCalmSession").ThrowIfFailed().Output);
    }

    [Fact]
    public void The_environment_does_not_count_where_any_address_is_given()
    {
        Environment.SetEnvironmentVariable(Variable, $"http://127.0.0.1:{LoopbackPort.FindFree()}");

        var session = Run("Connect-VgsCalm $calm -AuthUri $emulator -PassThru");

        Assert.Equal("https://calm.sandbox.verygoodsecurity.app/", $"{session["CalmUri"]}");
        Assert.Empty(session.Warnings);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void A_blank_variable_is_none(string? value)
    {
        Environment.SetEnvironmentVariable(Variable, value);

        Run("Connect-VgsCalm $calm -AuthUri $emulator").ThrowIfFailed();
    }

    [Theory]
    [InlineData("Connect-VgsCalm $calm -EmulatorUri https://calm.sandbox.verygoodsecurity.app", null, "EmulatorUri")]
    [InlineData("Connect-VgsCalm $calm -EmulatorUri http://10.1.2.3:80", null, "EmulatorUri")]
    [InlineData("Connect-VgsCalm $calm", "https://vgs.example", "VGSCALM_EMULATOR")]
    [InlineData("Get-VgsAccessToken $calm", "nonsense", "VGSCALM_EMULATOR")]
    public void An_address_off_the_loopback_is_refused_and_nothing_is_sent(string script, string? value, string target)
    {
        Environment.SetEnvironmentVariable(Variable, value);

        Run(script).ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, target);

        Assert.Equal(0, Emulator.TokenRequestCount);
    }
}
