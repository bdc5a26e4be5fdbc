using System.Management.Automation;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Sessions;

/// <summary>What else Connect-VgsCalm can be told.</summary>
public sealed class ConnectOptionTests : EmulatorTest
{
    protected override void Prepare()
    {
        Shell.Set("auth", Emulator.AuthUri.ToString());
        Shell.Set("realm", Emulator.BaseUri + "auth/realms/vgs");
        Shell.Set("endpoint", Emulator.TokenUri.ToString());
        Shell.Set("api", Emulator.CalmUri.ToString());
    }

    [Fact]
    public void Nothing_is_written_without_PassThru() =>
        Assert.Empty(Shell.Run("Connect-VgsCalm $calm @uris").ThrowIfFailed().Output);

    [Fact]
    public void PassThru_gives_the_session_that_is_in_the_store()
    {
        var passed = Shell.Run("Connect-VgsCalm $calm @uris -PassThru").Single.BaseObject;

        Assert.Equal("VgsCalm.VgsSession", passed.GetType().FullName);
        Assert.Same(passed, Shell.Run("Get-VgsCalmSession").Single.BaseObject);
    }

    [Fact]
    public void A_name_keeps_a_session_beside_the_default_one()
    {
        Shell.Run("Connect-VgsCalm $calm @uris; Connect-VgsCalm $admin -Name admin @uris").ThrowIfFailed();

        Assert.Equal(Emulator.AdminClientId, Shell.Run("Get-VgsCalmSession admin")["ClientId"]);
        Assert.Equal(Emulator.CalmClientId, Shell.Run("Get-VgsCalmSession default")["ClientId"]);
    }

    [Theory]
    [InlineData(
        "",
        "Sandbox",
        "https://calm.sandbox.verygoodsecurity.app/",
        "https://sandbox.vgsapi.com/",
        "https://card-enrichment-api.sandbox.verygoodvault.com/"
    )]
    [InlineData(
        "-Environment Sandbox",
        "Sandbox",
        "https://calm.sandbox.verygoodsecurity.app/",
        "https://sandbox.vgsapi.com/",
        "https://card-enrichment-api.sandbox.verygoodvault.com/"
    )]
    [InlineData(
        "-Environment live",
        "Live",
        "https://calm.live.verygoodsecurity.app/",
        "https://vgsapi.com/",
        "https://card-enrichment-api.live.verygoodvault.com/"
    )]
    public void The_environment_chooses_the_addresses(
        string option,
        string environment,
        string calm,
        string cmp,
        string attributes
    )
    {
        var session = Shell.Run($"Connect-VgsCalm $calm -AuthUri $auth -PassThru {option}");

        Assert.Equal(environment, session["Environment"]!.ToString());
        Assert.Equal(calm, session["CalmUri"]!.ToString());
        Assert.Equal(cmp, session["CmpUri"]!.ToString());
        Assert.Equal("https://accounts.apps.verygoodsecurity.com/", session["AccountsUri"]!.ToString());
        Assert.Equal(attributes, session["CardAttributesUri"]!.ToString());
    }

    [Fact]
    public void A_third_environment_does_not_bind() =>
        Shell
            .Run("Connect-VgsCalm $calm -Environment Moon @uris")
            .ShouldFailWith("CannotConvertArgumentNoMessage", ErrorCategory.InvalidArgument, target: null);

    [Theory]
    [InlineData("$auth")]
    [InlineData("$auth.TrimEnd('/')")]
    [InlineData("$realm")]
    [InlineData("\"$realm/\"")]
    [InlineData("$endpoint")]
    public void The_server_its_realm_and_the_token_endpoint_are_all_good_as_AuthUri(string address)
    {
        var session = Shell.Run($"Connect-VgsCalm $calm -AuthUri ({address}) -PassThru");

        Assert.Equal(Emulator.TokenUri, session["AuthUri"]);
    }

    [Theory]
    [InlineData("AuthUri")]
    [InlineData("CalmUri")]
    [InlineData("CmpUri")]
    [InlineData("AccountsUri")]
    [InlineData("CardAttributesUri")]
    public void An_address_without_TLS_is_refused_before_anything_is_sent(string parameter)
    {
        Shell
            .Run($"$uris['{parameter}'] = 'http://vgs.example/x'; Connect-VgsCalm $calm @uris")
            .ShouldFailWith("InsecureUri", ErrorCategory.SecurityError, "http://vgs.example/x");

        Assert.Equal(0, Emulator.TokenRequestCount);
    }

    [Theory]
    [InlineData("vgs.example")]
    [InlineData("ftp://vgs.example")]
    [InlineData("https://id:word@vgs.example")]
    [InlineData("https://vgs.example/?a=b")]
    public void An_address_that_is_none_is_refused_by_its_parameter(string address)
    {
        var error = Shell
            .Run("Connect-VgsCalm $calm -AuthUri $auth -CalmUri $given", ("given", address))
            .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "CalmUri");

        Assert.DoesNotContain("word", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Scope @()")]
    public void Without_a_scope_the_token_has_the_accounts_default_ones(string option) =>
        Assert.Equal(["cards:read"], GrantedWith(option));

    [Theory]
    [InlineData("-Scope cards:write, merchants:write")]
    [InlineData("-Scope 'cards:write merchants:write'")]
    [InlineData("-Scope 'cards:write,merchants:write', 'cards:write'")]
    [InlineData("-Scope ' cards:write ', '', 'merchants:write'")]
    [InlineData("-Scope \"cards:write`r`nmerchants:write\"")]
    public void Optional_scopes_are_asked_for_in_a_list_or_in_one_string(string option) =>
        Assert.Equal(["cards:read", "cards:write", "merchants:write"], GrantedWith(option).Order());

    [Theory]
    [InlineData("-Scope cards:none", "cards:none")]
    [InlineData("-Scope cards:read, cards:none", "cards:read cards:none")]
    public void A_scope_that_the_account_has_not_is_InvalidScope(string option, string target)
    {
        var error = Shell
            .Run($"Connect-VgsCalm $calm @uris {option}")
            .ShouldFailWith("InvalidScope", ErrorCategory.InvalidArgument, target);

        Assert.Equal("invalid_scope", PSObject.AsPSObject(error.Exception).Properties["Code"].Value);
        Assert.Equal(1, Emulator.TokenRequestCount);
    }

    [Fact]
    public void The_vault_is_the_one_that_is_given_or_none() =>
        Assert.Equal(
            ["tnt1", null],
            Shell
                .Run(
                    "(Connect-VgsCalm $calm -VaultId tnt1 @uris -PassThru).VaultId; (Connect-VgsCalm $calm @uris -PassThru).VaultId"
                )
                .ThrowIfFailed()
                .Output.Select(o => o?.BaseObject)
        );

    [Fact]
    public void A_vault_that_is_given_goes_before_the_configurations_own()
    {
        var session = Shell.Run(
            """
            Connect-VgsCalm $admin -Name admin @uris
            New-VgsServiceAccountConfig -VaultId tntother | New-VgsServiceAccount ACemulator -Session admin |
                Connect-VgsCalm -VaultId tntmine @uris -PassThru
            """
        );

        Assert.Equal("tntmine", session["VaultId"]);
    }

    [Fact]
    public void A_silent_token_endpoint_is_OperationTimeout_after_TimeoutSec()
    {
        Emulator.Faults.Add(new Fault { PathPrefix = "/auth", Kind = FaultKind.HangBefore });

        Shell
            .Run("Connect-VgsCalm $calm -TimeoutSec 1 @uris")
            .ShouldFailWith("OperationTimeout", ErrorCategory.OperationTimeout, Emulator.TokenUri.ToString());

        Assert.Equal(1, Emulator.TokenRequestCount);
    }

    [Fact]
    public void TimeoutSec_counts_for_the_sessions_API_requests_too()
    {
        Emulator.Faults.Add(new Fault { PathPrefix = "/calm", Kind = FaultKind.HangBefore });

        Shell
            .Run("Connect-VgsCalm $calm -TimeoutSec 1 @uris; Invoke-VgsCalmRequest /cards/CRD1")
            .ShouldFailWith("OperationTimeout", ErrorCategory.OperationTimeout, "/cards/CRD1");
    }

    [Fact]
    public void A_negative_time_limit_does_not_bind() =>
        Shell
            .Run("Connect-VgsCalm $calm -TimeoutSec -1 @uris")
            .ShouldFailWith("ParameterArgumentValidationError", ErrorCategory.InvalidData, target: null);

    private string[] GrantedWith(string option)
    {
        var account = Emulator.AddServiceAccount(["cards:read"], optionalScopes: ["cards:write", "merchants:write"]);
        Shell.Set("account", Shell.CredentialOf(account.ClientId, account.ClientSecret));
        var scope = (string[])Shell.Run($"Connect-VgsCalm $account @uris -PassThru {option}")["Scope"]!;

        // Keycloak lists these two among the scopes of every service account.
        return [.. scope.Except(["user_id", "service-account"])];
    }
}
