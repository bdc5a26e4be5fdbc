using System.Management.Automation;
using VgsCalm.Emulator;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Sessions;

/// <summary>The session of a person who signed in. The browser itself is in tests/interop/signin.sh.</summary>
public sealed class PersonSessionTests : EmulatorTest
{
    private const string SignIn = "Connect-VgsCalm -DeviceCode -Name admin @uris";

    protected override EmulatorOptions Options => new() { SignIn = { ApproveDevices = true, DeviceInterval = 1 } };

    [Fact]
    public void The_person_sees_page_and_code_on_the_host_not_in_the_pipeline()
    {
        var result = Run(SignIn).ThrowIfFailed();

        Assert.Empty(result.Output);
        Assert.Contains(result.Information, line => line.Contains("/auth/realms/vgs/device", StringComparison.Ordinal));
        Assert.Contains(result.Information, line => line.Contains("Ctrl+C", StringComparison.Ordinal));
        Assert.Equal(
            ("Person", "vgs-cli-public"),
            (Run("(Get-VgsCalmSession admin).Kind").Single.ToString(), Run("Get-VgsCalmSession admin")["ClientId"])
        );
    }

    [Fact]
    public void The_refresh_token_is_renewed_with_each_use()
    {
        Run(SignIn).ThrowIfFailed();

        Run("1..3 | ForEach-Object { Get-VgsAccessToken -Session admin -ForceRefresh }").ThrowIfFailed();

        Assert.Equal(4, Emulator.IssuedTokens.Count);
        Assert.Equal(1, Emulator.OpenSignIns);
    }

    [Fact]
    public void An_ended_sign_in_is_SignInRequired_and_says_how_to_sign_in()
    {
        Run(SignIn).ThrowIfFailed();
        Emulator.EndSignIns();

        var error = Run("Get-VgsOrganization -Session admin")
            .ShouldFailWith("SignInRequired", ErrorCategory.AuthenticationError, "vgs-cli-public");

        Assert.Contains(
            "Connect-VgsCalm -Interactive -Name admin (",
            error.ErrorDetails.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_device_code_that_is_refused_leads_to_the_same_session()
    {
        Emulator.Options.SignIn.DeviceGrantMode = DeviceGrantMode.RefusedAtStart;

        var error = Run(SignIn).ShouldFailWith("SignInFailed", ErrorCategory.AuthenticationError, target: null);

        Assert.Contains(
            "Connect-VgsCalm -Interactive -Name admin;",
            error.ErrorDetails.Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("Disconnect-VgsCalm admin")]
    [InlineData("Get-VgsCalmSession admin | Disconnect-VgsCalm")]
    [InlineData(SignIn)]
    public void Disconnect_and_a_new_sign_in_end_the_old_one_at_the_server(string script)
    {
        Run(SignIn).ThrowIfFailed();

        Run(script).ThrowIfFailed();

        Assert.Equal(script == SignIn ? 1 : 0, Emulator.OpenSignIns);
        Assert.Equal(1, Emulator.Requests.Count("POST", "/auth/realms/vgs/protocol/openid-connect/logout"));
    }

    [Fact]
    public void A_sign_in_that_another_session_takes_the_name_of_is_ended()
    {
        using var other = Shell.At(Emulator);
        other.Run("$s = Connect-VgsCalm $admin -Name admin @uris -PassThru").ThrowIfFailed();
        Run(SignIn).ThrowIfFailed();

        Run("Select-VgsCalmSession -Session $s", ("s", other.Get("s"))).ThrowIfFailed();

        Assert.Equal(0, Emulator.OpenSignIns);
    }

    [Fact]
    public void A_session_that_Get_VgsAccessToken_replaces_is_ended_too()
    {
        Run("Connect-VgsCalm -DeviceCode @uris").ThrowIfFailed();

        Run("Get-VgsAccessToken $calm @uris").ThrowIfFailed();

        Assert.Equal(0, Emulator.OpenSignIns);
    }

    [Fact]
    public void A_server_that_refuses_the_end_does_not_keep_the_session_open()
    {
        Run(SignIn).ThrowIfFailed();
        Always(FaultKind.Status, "/auth", 500);

        var result = Run("Disconnect-VgsCalm admin -Verbose").ThrowIfFailed();

        Assert.Empty(Run("Get-VgsCalmSession").Output);
        Assert.Contains(result.Verbose, line => line.Contains("did not confirm", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Disconnect-VgsCalm admin", "")]
    [InlineData("Connect-VgsCalm $calm -Name admin @uris", "ServiceAccount")]
    public async Task Ctrl_C_while_the_server_ends_it_leaves_no_session_between(string script, string kind)
    {
        Run(SignIn).ThrowIfFailed();
        const string End = "/auth/realms/vgs/protocol/openid-connect/logout";
        Always(FaultKind.HangBefore, End);
        using (var waiting = new RunningScript(Shell, script))
        {
            await Poll.Until(() => Emulator.Requests.Count("POST", End) == 1, "the server is to end the sign-in");
            waiting.Stop();
        }

        Assert.Equal(kind, string.Concat(Run("(Get-VgsCalmSession).Kind").Output));
    }

    [Fact]
    public void What_is_said_of_it_shows_no_control_character_of_its_name()
    {
        Run("Connect-VgsCalm -DeviceCode -Name \"a`n`e7b\" @uris").ThrowIfFailed();
        Always(FaultKind.Status, "/auth", 500);

        var result = Run("Disconnect-VgsCalm * -Verbose").ThrowIfFailed();

        Assert.Contains(result.Verbose, line => line.Contains("'a\uFFFD\uFFFD7b'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_call_of_CALM_is_sent_and_its_refusal_names_the_session()
    {
        Run(SignIn).ThrowIfFailed();

        var error = Run("Invoke-VgsCalmRequest /cards/CRD1 -Session admin")
            .ShouldFailWith("Forbidden", ErrorCategory.PermissionDenied, "/cards/CRD1");

        Assert.Contains("'admin' is a person's sign-in", error.ErrorDetails.Message, StringComparison.Ordinal);

        // Connect-VgsCalm without a name would close the default session, whatever it is.
        Assert.Contains("with a -Name of its own", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal(1, Emulator.Requests.Count("GET", "/calm/cards/CRD1"));
    }

    [Fact]
    public void From_a_vault_to_an_account_without_typing_an_id()
    {
        Run(SignIn).ThrowIfFailed();

        var account = Run(
            "Get-VgsVault -Name pay* -Session admin | New-VgsServiceAccountConfig | New-VgsServiceAccount -Session admin"
        );

        Assert.Equal("tntemulator", account["VaultId"]);
        Assert.Equal("ACemulator", account["OrganizationId"]);
        Run($"Remove-VgsServiceAccount -ClientId {account["ClientId"]} -Session admin -Force").ThrowIfFailed();
        Assert.Equal(2, Emulator.ServiceAccounts.Count);
    }

    [Theory]
    [InlineData(DeviceGrantMode.RefusedAtStart)]
    [InlineData(DeviceGrantMode.RefusedAtStartByOlder)]
    [InlineData(DeviceGrantMode.RefusedAtPoll)]
    public void A_client_that_may_not_use_device_codes_is_told_the_other_ways(DeviceGrantMode mode)
    {
        Emulator.Options.SignIn.DeviceGrantMode = mode;

        var error = Run(SignIn).ShouldFailWith("SignInFailed", ErrorCategory.AuthenticationError, null);

        Assert.Contains("-Interactive", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Empty(Run("Get-VgsCalmSession").Output);
    }

    [Fact]
    public void A_person_of_two_organizations_has_to_name_one_and_sees_which()
    {
        Emulator.AddOrganization(new() { Id = "ACsecond", Name = "Second" });
        Emulator.Person.Roles["ACsecond"] = "read";
        Run(SignIn).ThrowIfFailed();

        var error = Run("Get-VgsServiceAccount -Session admin")
            .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "OrganizationId");

        Assert.Contains("ACemulator", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Second (ACsecond)", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_secret_of_the_sign_in_is_shown()
    {
        var result = Run(
            $"$DebugPreference = $VerbosePreference = 'Continue'; {SignIn} -PassThru | Format-List * | Out-String"
        );
        result.ThrowIfFailed();

        var shown = string.Join(
            '\n',
            [.. result.Verbose, .. result.Debug, .. result.Information, .. result.Output.Select(o => $"{o}")]
        );
        Assert.NotEmpty(Emulator.SignInSecrets);
        Assert.All(
            Emulator.SignInSecrets.Concat(Emulator.IssuedTokens),
            secret => Assert.DoesNotContain(secret, shown, StringComparison.Ordinal)
        );
    }
}
