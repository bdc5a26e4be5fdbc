using System.Management.Automation;
using System.Reflection;
using VgsCalm.Emulator;

namespace VgsCalm.Tests.Sessions;

/// <summary>A session's copy of the secret is wiped by whatever ends the session, and by an opening that fails.</summary>
public sealed class SecretWipingTests : IAsyncLifetime
{
    private VgsEmulator _emulator = null!;
    private Shell _shell = null!;

    public async Task InitializeAsync()
    {
        _emulator = await VgsEmulator.StartAsync();
        _shell = Shell.At(_emulator);
    }

    public async Task DisposeAsync()
    {
        _shell.Dispose();
        await _emulator.DisposeAsync();
    }

    [Theory]
    [InlineData("Disconnect-VgsCalm")]
    [InlineData("Disconnect-VgsCalm *")]
    [InlineData("Get-VgsCalmSession | Disconnect-VgsCalm")]
    [InlineData("Disconnect-VgsCalm -Session default")]
    [InlineData("Connect-VgsCalm $admin @uris")]
    [InlineData("$null = Get-VgsAccessToken -Credential $calm @uris")]
    [InlineData("Remove-Module VgsCalm")]
    public void Any_end_of_a_session_wipes_its_copy_of_the_secret(string script)
    {
        var session = _shell.Run("Connect-VgsCalm $calm @uris -PassThru").Single.BaseObject;
        var secret = Assert.Single(HeldSecrets.Find(session));
        Assert.False(HeldSecrets.IsWiped(secret));

        _shell.Run(script).ThrowIfFailed();

        Assert.True(HeldSecrets.IsWiped(secret));
        Assert.False(HeldSecrets.IsWiped(((PSCredential)_shell.Get("calm")!).Password));
    }

    [Fact]
    public void The_secret_of_an_account_that_was_piped_in_stays_its_owners()
    {
        var script =
            "Connect-VgsCalm $admin -Name admin @uris;"
            + "$sa = New-VgsServiceAccountConfig tnt1 | New-VgsServiceAccount ACemulator -Session admin;"
            + "$sa | Connect-VgsCalm @uris; Disconnect-VgsCalm; $sa | Connect-VgsCalm @uris";

        _shell.Run(script).ThrowIfFailed();
    }

    [Theory]
    [InlineData("wrong secret", null, null)]
    [InlineData(null, "CalmUri", "no address")]
    [InlineData(null, "CaCertificateFile", "/nowhere/ca.pem")]
    public async Task A_session_that_cannot_be_opened_wipes_its_copy_of_the_secret(
        string? secret,
        string? option,
        string? value
    )
    {
        var credential = Shell.CredentialOf(_emulator.CalmClientId, secret ?? _emulator.CalmClientSecret);
        var account = Static("AccountCredentials", "FromCredential", credential, null)!;
        var options = Activator.CreateInstance(TypeOf("SessionOptions"))!;
        Set(options, "AuthUri", _emulator.AuthUri.ToString());
        Set(options, "Proxy", new Uri("http://127.0.0.1:9"));
        if (option is not null)
        {
            Set(options, option, value);
        }

        var copy = Assert.Single(HeldSecrets.Find(account));
        var observer = ModuleType("VgsCalm.Http.Exchange.RequestObserver")
            .GetConstructors()[0]
            .Invoke([null, null, null]);
        var opening = Static("SessionFactory", "OpenAsync", "name", account, options, observer, CancellationToken.None);

        await Assert.ThrowsAnyAsync<Exception>(() => (Task)opening!);
        Assert.True(HeldSecrets.IsWiped(copy));
        Assert.False(HeldSecrets.IsWiped(credential.Password));
    }

    // The parts that open a session are internal, and the copy of a session that fails is in the reach of no command.
    private static object? Static(string type, string method, params object?[] arguments) =>
        TypeOf(type).GetMethod(method, BindingFlags.Public | BindingFlags.Static)!.Invoke(null, arguments);

    private static void Set(object target, string property, object? value) =>
        target.GetType().GetProperty(property)!.SetValue(target, value);

    private static Type TypeOf(string name) => ModuleType("VgsCalm.Sessions." + name);

    private static Type ModuleType(string name) =>
        AppDomain
            .CurrentDomain.GetAssemblies()
            .Where(assembly => assembly.GetName().Name is "VgsCalm" or "VgsCalm.Core")
            .Select(assembly => assembly.GetType(name))
            .OfType<Type>()
            .First();
}
