using System.Management.Automation.Host;

namespace VgsCalm.Tests.Sessions;

/// <summary>Parameters take what PowerShell's own take: a user name, wildcards, arrays.</summary>
public sealed class GivenKindTests : ConnectedTest
{
    private readonly RecordingHost _host = new();

    protected override PSHost Host => _host;

    [Theory]
    [InlineData("Connect-VgsCalm -Credential bob @uris")]
    [InlineData("Connect-VgsCalm bob @uris")]
    [InlineData("Get-VgsAccessToken -Credential bob @uris")]
    public void A_user_name_as_a_credential_has_PowerShell_ask_for_the_password(string command)
    {
        _host.Take();

        Assert.NotNull(Run(command).Failure);

        Assert.Contains("The client id is the user name", _host.Take(), StringComparison.Ordinal);
        Assert.Empty(Emulator.Requests.Snapshot());
    }

    [Theory]
    [InlineData("Connect-VgsCalm $calm -Environment Sandbox, Live @uris")]
    [InlineData("Connect-VgsCalm $calm -Environment 'Sandbox,Live' @uris")]
    [InlineData("Get-VgsAccessToken $calm -Environment @('Sandbox', 'Live') @uris")]
    [InlineData("Invoke-VgsCalmRequest / -Api Cmp, Accounts")]
    public void Two_names_where_one_is_meant_are_not_added_up(string command)
    {
        var failure = Run(command).Failure!;

        Assert.StartsWith("ParameterArgumentTransformationError,", failure.FullyQualifiedErrorId);
        Assert.Contains("where one is meant", failure.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Emulator.Requests.Snapshot());
    }

    [Theory]
    [InlineData("Get-VgsCard CRD1 -Session $token")]
    [InlineData("$token | Get-VgsCalmSession")]
    [InlineData("Select-VgsCalmSession $token")]
    [InlineData("$token | Get-VgsAccessToken")]
    public void A_token_in_the_place_of_a_session_is_said_to_be_one(string command)
    {
        Run("$token = Get-VgsAccessToken -AsPlainText").ThrowIfFailed();

        var refused = Run(command).Failure!;

        Assert.StartsWith("NotConnected,", refused.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("An access token was given", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-VgsCard $token")]
    [InlineData("Get-VgsCard CRD1 -Session $token")]
    [InlineData("$token | Get-VgsNetworkToken")]
    [InlineData("Get-VgsServiceAccount $token -Session admin")]
    [InlineData("Get-VgsVault $token -Session admin")]
    public void No_error_shows_a_token_that_stands_for_an_id_or_a_name(string command)
    {
        var token = (string)Run("($token = Get-VgsAccessToken -AsPlainText)").ThrowIfFailed().Single.BaseObject;

        var error = Run(command).Failure!;

        var target = (string?)((dynamic)error.Exception).Target;
        Assert.All(
            [error.ToString(), $"{error.TargetObject}", $"{error.CategoryInfo}", $"{error.Exception}", $"{target}"],
            text => Assert.DoesNotContain(token[^24..], text, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("'Live'", "Live")]
    [InlineData("[VgsCalm.VgsEnvironment]::Live", "Live")]
    [InlineData("@('Sandbox')", "Sandbox")]
    [InlineData("'sand'", "Sandbox")]
    public void An_environment_is_given_as_PowerShell_has_names(string given, string environment) =>
        Assert.Equal(
            environment,
            Run($"(Connect-VgsCalm $calm -Environment ({given}) @uris -PassThru).Environment.ToString()")
                .ThrowIfFailed()
                .Single.BaseObject
        );

    [Theory]
    [InlineData("ACemulator-*", 2)]
    [InlineData("*-calm-*", 1)]
    [InlineData("acEMULATOR-calm-0000?", 1)]
    [InlineData("none*", 0)]
    public void Service_accounts_are_found_by_wildcards_of_their_ids(string clientId, int count)
    {
        var found = Run("Get-VgsServiceAccount ACemulator -ClientId $id -Session admin", ("id", clientId))
            .ThrowIfFailed();

        Assert.Equal(count, found.Output.Count);
    }

    [Fact]
    public void A_literal_id_that_is_not_there_is_an_error() =>
        Assert.StartsWith(
            "NotFound,",
            Run("Get-VgsServiceAccount ACemulator -ClientId none -Session admin").Failure!.FullyQualifiedErrorId,
            StringComparison.Ordinal
        );

    [Fact]
    public void Service_accounts_say_when_they_were_made()
    {
        Run("New-VgsServiceAccountConfig tntemulator | New-VgsServiceAccount ACemulator -Session admin")
            .ThrowIfFailed();

        Assert.IsType<DateTime>(
            Run(
                    "(Get-VgsServiceAccount ACemulator -Session admin | Where-Object Name -eq calm | Select-Object -Last 1).CreatedAt"
                )
                .ThrowIfFailed()
                .Single.BaseObject
        );
    }

    [Fact]
    public void Network_tokens_and_card_attributes_take_arrays()
    {
        Run("'tok_sandbox_a', 'tok_sandbox_b' | New-VgsNetworkToken -ExpMonth 1 -ExpYear 30").ThrowIfFailed();

        Assert.Equal(2, Run("Get-VgsNetworkToken tok_sandbox_a, tok_sandbox_b").ThrowIfFailed().Output.Count);
        Assert.Equal(
            2,
            Run("Remove-VgsNetworkToken tok_sandbox_a, tok_sandbox_b -Force -PassThru").ThrowIfFailed().Output.Count
        );
        Assert.Equal(2, Run("Get-VgsCardAttribute 4111111111111111, 5555555555554444").ThrowIfFailed().Output.Count);
    }
}
