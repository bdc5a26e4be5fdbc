using System.Management.Automation;

namespace VgsCalm.Tests.Sessions;

/// <summary>Environment variables are the whole process's: tests that set them run one after the other.</summary>
[Collection("Environment variables")]
public sealed class CredentialsFromEnvironmentTests : EmulatorTest
{
    protected override void Prepare()
    {
        SetVariables(Emulator.CalmClientId, Emulator.CalmClientSecret);
    }

    public override Task DisposeAsync()
    {
        SetVariables(id: null, secret: null);
        return base.DisposeAsync();
    }

    [Fact]
    public void Id_and_secret_are_taken_from_the_environment() =>
        Assert.Equal(Emulator.CalmClientId, Shell.Run("Connect-VgsCalm -FromEnvironment @uris -PassThru")["ClientId"]);

    [Fact]
    public void The_access_token_command_takes_them_too()
    {
        var token = Shell.Run("Get-VgsAccessToken -FromEnvironment -AsPlainText @uris").Single;

        Assert.Equal(Assert.Single(Emulator.IssuedTokens), token.BaseObject);
    }

    [Theory]
    [InlineData(null, "VGS_CLIENT_ID")]
    [InlineData("", "VGS_CLIENT_ID")]
    [InlineData("  ", "VGS_CLIENT_ID")]
    [InlineData(null, "VGS_CLIENT_SECRET")]
    [InlineData("", "VGS_CLIENT_SECRET")]
    public void A_variable_that_is_missing_or_blank_is_named(string? value, string name)
    {
        Environment.SetEnvironmentVariable(name, value);

        var result = Shell.Run("Connect-VgsCalm -FromEnvironment @uris");

        result.ShouldFailWith("ConfigInvalid", ErrorCategory.InvalidData, name);
        result.ShouldShowNoSecretOf(Emulator);
        Assert.Equal(0, Emulator.TokenRequestCount);
    }

    private static void SetVariables(string? id, string? secret)
    {
        Environment.SetEnvironmentVariable("VGS_CLIENT_ID", id);
        Environment.SetEnvironmentVariable("VGS_CLIENT_SECRET", secret);
    }
}
