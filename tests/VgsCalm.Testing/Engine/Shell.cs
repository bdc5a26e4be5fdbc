using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Net;
using VgsCalm.Emulator;

namespace VgsCalm.Testing.Engine;

/// <summary>A fresh engine with the staged module imported: what a script sees, without a console.</summary>
public sealed class Shell : IDisposable
{
    private readonly Runspace _runspace;

    private Shell(Runspace runspace) => _runspace = runspace;

    public Runspace Runspace => _runspace;

    /// <param name="withModule">Whether the staged module is imported.</param>
    /// <param name="host">The console that the script has; null: none.</param>
    public static Shell Open(bool withModule = true, PSHost? host = null)
    {
        var state = InitialSessionState.CreateDefault2();
        var runspace = host is null
            ? RunspaceFactory.CreateRunspace(state)
            : RunspaceFactory.CreateRunspace(host, state);

        // As the console does it: one thread for all that is typed.
        runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        runspace.Open();
        var shell = new Shell(runspace);
        if (withModule)
        {
            shell.Run("Import-Module $manifest", ("manifest", StagedModule.Manifest)).ThrowIfFailed();
        }

        return shell;
    }

    /// <summary>A shell that knows the emulator's addresses and credentials, and has no session.</summary>
    public static Shell At(VgsEmulator emulator, PSHost? host = null)
    {
        var shell = Open(host: host);
        shell.SetAddresses(emulator);
        return shell;
    }

    /// <summary>A shell whose default session is the emulator's card account, and whose session <c>admin</c> manages accounts.</summary>
    public static Shell ConnectedTo(VgsEmulator emulator, PSHost? host = null)
    {
        var shell = At(emulator, host);
        shell.Connect();
        return shell;
    }

    /// <summary>Opens the default session and the session <c>admin</c>.</summary>
    public void Connect() =>
        Run("Connect-VgsCalm -Credential $calm @uris; Connect-VgsCalm -Credential $admin -Name admin @uris")
            .ThrowIfFailed();

    /// <summary>Sets <c>$uris</c> (for splatting), <c>$calm</c> and <c>$admin</c> (credentials).</summary>
    public void SetAddresses(VgsEmulator emulator)
    {
        Set(
            "uris",
            new System.Collections.Hashtable
            {
                ["AuthUri"] = emulator.AuthUri.ToString(),
                ["CalmUri"] = emulator.CalmUri.ToString(),
                ["CmpUri"] = emulator.CmpUri.ToString(),
                ["AccountsUri"] = emulator.AccountsUri.ToString(),
                ["CardAttributesUri"] = emulator.CardAttributesUri.ToString(),
            }
        );
        Set("calm", CredentialOf(emulator.CalmClientId, emulator.CalmClientSecret));
        Set("admin", CredentialOf(emulator.AdminClientId, emulator.AdminClientSecret));
    }

    public static PSCredential CredentialOf(string id, string secret) =>
        new(id, new NetworkCredential("", secret).SecurePassword);

    public void Set(string name, object? value) => _runspace.SessionStateProxy.SetVariable(name, value);

    public object? Get(string name) =>
        _runspace.SessionStateProxy.GetVariable(name) is PSObject wrapped
            ? wrapped.BaseObject
            : _runspace.SessionStateProxy.GetVariable(name);

    /// <summary>Runs a script and gathers everything it wrote, to every stream.</summary>
    public ShellResult Run(string script, params (string Name, object? Value)[] variables)
    {
        foreach (var (name, value) in variables)
        {
            Set(name, value);
        }

        using var shell = PowerShell.Create();
        shell.Runspace = _runspace;
        shell.AddScript(script);
        var output = new List<PSObject>();
        ErrorRecord? terminating = null;
        try
        {
            shell.Invoke(null, output);
        }
        catch (RuntimeException error)
        {
            terminating = error.ErrorRecord;
        }

        return new ShellResult(output, [.. shell.Streams.Error], terminating, shell.Streams);
    }

    /// <summary>Runs a script as the console runs what is typed: all that it gives is shown by the host.</summary>
    public void Type(string script)
    {
        using var pipeline = _runspace.CreatePipeline(script);
        pipeline.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        pipeline.Commands.Add("Out-Default");
        pipeline.Invoke();
    }

    public void Dispose() => _runspace.Dispose();
}
