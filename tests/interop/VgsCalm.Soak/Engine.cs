using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Net;
using System.Reflection;
using VgsCalm.Emulator;

namespace VgsCalm.Soak;

/// <summary>
/// One runspace with the staged module, which knows an emulator's addresses (<c>$uris</c>) and credentials
/// (<c>$calm</c>).
/// </summary>
internal sealed class Engine : IDisposable
{
    public static readonly string Manifest = Path.Combine(
        typeof(Engine)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(a => a.Key == "ModulePath")
            .Value!,
        "VgsCalm.psd1"
    );

    private readonly Runspace _runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());

    public Engine(VgsEmulator emulator)
    {
        _runspace.Open();
        Set("manifest", Manifest);
        Run("Import-Module $manifest");
        Use(emulator);
    }

    /// <summary>From now on <c>$uris</c> and <c>$calm</c> are this emulator's.</summary>
    public void Use(VgsEmulator emulator)
    {
        Set(
            "uris",
            new Hashtable(StringComparer.Ordinal)
            {
                ["AuthUri"] = emulator.AuthUri.ToString(),
                ["CalmUri"] = emulator.CalmUri.ToString(),
            }
        );
        Set(
            "calm",
            new PSCredential(emulator.CalmClientId, new NetworkCredential("", emulator.CalmClientSecret).SecurePassword)
        );
    }

    public void Set(string name, object? value) => _runspace.SessionStateProxy.SetVariable(name, value);

    /// <summary>Runs a script to its end; any error of it, terminating or not, ends the soak with an exception.</summary>
    public IReadOnlyList<PSObject> Run(string script)
    {
        using var shell = Shell(script);
        var output = shell.Invoke();
        if (shell.Streams.Error.Count > 0)
        {
            throw new InvalidOperationException($"{script}: {Text(shell.Streams.Error[0])}");
        }

        return output;
    }

    /// <summary>A script that is ready to run in this runspace.</summary>
    public PowerShell Shell(string script)
    {
        var shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        return shell;
    }

    public void Dispose() => _runspace.Dispose();

    public static string Text(ErrorRecord error) => $"{error.FullyQualifiedErrorId}: {error}";
}
