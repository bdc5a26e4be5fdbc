using System.Collections;
using VgsCalm.Emulator;

namespace VgsCalm.Interop.Tests;

/// <summary>
/// One test's VGS: the emulator, CALM behind https, where the re-signing proxy sends everything, and a shell that knows
/// the addresses, proxies, credentials and certificates as variables.
/// </summary>
internal sealed class Rehearsal : IAsyncDisposable
{
    private Rehearsal(VgsEmulator emulator, HttpsFront calm, Shell shell)
    {
        Emulator = emulator;
        Calm = calm;
        Shell = shell;
    }

    public VgsEmulator Emulator { get; }

    /// <summary>CALM with a certificate that the system trusts.</summary>
    public HttpsFront Calm { get; }

    public Shell Shell { get; }

    public ProxyLog ConnectLog { get; } = new(Surroundings.ConnectLog);

    public ProxyLog ResigningLog { get; } = new(Surroundings.ResigningLog);

    /// <summary>Requests that reached CALM, by whatever way.</summary>
    public int CalmRequests => Emulator.Requests.Count(pathPrefix: "/calm");

    public static async Task<Rehearsal> StartAsync()
    {
        var emulator = await VgsEmulator.StartAsync(new EmulatorOptions { EnrolmentDelay = 0 });
        var calm = await HttpsFront.StartAsync(emulator.CalmUri, "api");
        await File.WriteAllTextAsync(Surroundings.Upstream, $"{calm.Address.Port}");
        var shell = Shell.Open();
        shell.SetAddresses(emulator);

        // $sandbox has VGS's own address of CALM, which only a proxy can know how to reach here.
        shell.Set(
            "sandbox",
            new Hashtable
            {
                ["Credential"] = shell.Get("calm"),
                ["AuthUri"] = emulator.AuthUri.ToString(),
                ["TimeoutSec"] = 60,
            }
        );
        shell.Set(
            "local",
            new Hashtable
            {
                ["Credential"] = shell.Get("calm"),
                ["AuthUri"] = emulator.AuthUri.ToString(),
                ["CalmUri"] = calm.Address.ToString(),
                ["TimeoutSec"] = 60,
            }
        );
        shell.Set("connectProxy", Surroundings.ConnectProxy);
        shell.Set("connectProxyTls", Surroundings.ConnectProxyTls);
        shell.Set("connectUser", Shell.CredentialOf(Surroundings.User, Surroundings.ConnectPassword));
        shell.Set("vaultProxy", Surroundings.ResigningProxy);
        shell.Set("vaultProxyTls", Surroundings.ResigningProxyTls);
        shell.Set("vaultUser", Shell.CredentialOf(Surroundings.User, Surroundings.ResigningPassword));
        shell.Set("wrongUser", Shell.CredentialOf(Surroundings.User, "not the password"));
        shell.Set("certificates", Surroundings.Certificates);
        shell.Set(
            "card",
            new Hashtable
            {
                ["Name"] = "John Doe",
                ["Number"] = "5415775831611962",
                ["ExpMonth"] = 11,
                ["ExpYear"] = 30,
            }
        );
        return new Rehearsal(emulator, calm, shell);
    }

    public ShellResult Run(string script, params (string Name, object? Value)[] variables) =>
        Shell.Run(script, variables);

    public async ValueTask DisposeAsync()
    {
        Shell.Run("Get-VgsCalmSession | Disconnect-VgsCalm");
        Shell.Dispose();
        await Calm.DisposeAsync();
        await Emulator.DisposeAsync();
    }
}
