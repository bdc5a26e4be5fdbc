using System.Management.Automation;
using VgsCalm.Emulator;
using VgsCalm.Tests.Engine;

namespace VgsCalm.Tests.Sessions;

/// <summary>Environment variables are the whole process's: tests that set them run one after the other.</summary>
[Collection("Environment variables")]
public sealed class CredentialsFromEnvironmentTests : IAsyncLifetime
{
    private VgsEmulator _emulator = null!;
    private Shell _shell = null!;

    public async Task InitializeAsync()
    {
        _emulator = await VgsEmulator.StartAsync();
        _shell = Shell.At(_emulator);
        SetVariables(_emulator.CalmClientId, _emulator.CalmClientSecret);
    }

    public async Task DisposeAsync()
    {
        SetVariables(id: null, secret: null);
        _shell.Dispose();
        await _emulator.DisposeAsync();
    }

    [Fact]
    public void Id_and_secret_are_taken_from_the_environment() =>
        Assert.Equal(
            _emulator.CalmClientId,
            _shell.Run("Connect-VgsCalm -FromEnvironment @uris -PassThru")["ClientId"]
        );

    [Fact]
    public void The_access_token_command_takes_them_too()
    {
        var token = _shell.Run("Get-VgsAccessToken -FromEnvironment -AsPlainText @uris").Single;

        Assert.Equal(Assert.Single(_emulator.IssuedTokens), token.BaseObject);
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

        var result = _shell.Run("Connect-VgsCalm -FromEnvironment @uris");

        result.ShouldFailWith("ConfigInvalid", ErrorCategory.InvalidData, name);
        result.ShouldShowNoSecretOf(_emulator);
        Assert.Equal(0, _emulator.TokenRequestCount);
    }

    private static void SetVariables(string? id, string? secret)
    {
        Environment.SetEnvironmentVariable("VGS_CLIENT_ID", id);
        Environment.SetEnvironmentVariable("VGS_CLIENT_SECRET", secret);
    }
}
