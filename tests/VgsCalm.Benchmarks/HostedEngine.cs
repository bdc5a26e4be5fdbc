using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Net;
using VgsCalm.Benchmarks.Stub;

namespace VgsCalm.Benchmarks;

/// <summary>A PowerShell engine in this process, with the staged module in it.</summary>
internal sealed class HostedEngine : IDisposable
{
    private readonly Runspace _runspace;

    private HostedEngine(Runspace runspace) => _runspace = runspace;

    public static HostedEngine Open()
    {
        var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());

        // As the console does it.
        runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        runspace.Open();
        var engine = new HostedEngine(runspace);
        engine.Run(
            "Import-Module $manifest, $empty",
            ("manifest", BuildPaths.Manifest),
            ("empty", BuildPaths.EmptyManifest)
        );
        return engine;
    }

    /// <summary>Opens the default session.</summary>
    public void Connect(StubProcess stub, int latency) =>
        Run(
            "Connect-VgsCalm -Credential $credential -AuthUri $auth -CalmUri $calm",
            ("credential", new PSCredential("benchmark", new NetworkCredential("", "secret").SecurePassword)),
            ("auth", stub.Auth().ToString()),
            ("calm", stub.Calm(latency).ToString())
        );

    /// <summary>Runs a script; its first error ends everything.</summary>
    public IReadOnlyList<PSObject> Run(string script, params (string Name, object? Value)[] variables)
    {
        foreach (var (name, value) in variables)
        {
            _runspace.SessionStateProxy.SetVariable(name, value);
        }
        using var shell = PowerShell.Create(_runspace);
        return shell
            .AddScript("$ErrorActionPreference = 'Stop'", useLocalScope: false)
            .AddStatement()
            .AddScript(script, useLocalScope: false)
            .Invoke();
    }

    /// <summary>Runs a script that gives a number, which must be the one that is expected: what was not done must not be timed.</summary>
    public void RunCounting(string script, int expected)
    {
        var result = Run(script);
        if (result is not [{ } count] || LanguagePrimitives.ConvertTo<int>(count) != expected)
        {
            throw new InvalidOperationException(
                $"'{script}' gave {string.Join(", ", result)} where {expected} was expected."
            );
        }
    }

    public void Dispose() => _runspace.Dispose();
}
