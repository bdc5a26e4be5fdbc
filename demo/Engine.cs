using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;
using VgsCalm.Emulator;

namespace VgsCalm.Demo;

/// <summary>PowerShell's engine in this process, with the staged module imported.</summary>
internal sealed class Engine : IDisposable
{
    private readonly Runspace _runspace;
    private PowerShell? _running;

    private Engine(Runspace runspace) => _runspace = runspace;

    /// <exception cref="RuntimeException">The module cannot be imported.</exception>
    public static Engine Open(DemoHost host)
    {
        var state = InitialSessionState.CreateDefault2();

        // Windows alone has such a policy, and it would refuse every script unless the machine's owner had relaxed it.
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        var engine = new Engine(RunspaceFactory.CreateRunspace(host, state));
        engine._runspace.Open();
        engine.Run("Import-Module $args[0] -ErrorAction Stop", Locations.Manifest);
        return engine;
    }

    /// <summary>Runs the script as a user would; what it writes to its output is printed, and returned too.</summary>
    /// <exception cref="RuntimeException">The script ended with an error.</exception>
    public IReadOnlyList<Step> RunQuickstart(string cards, VgsEmulator emulator)
    {
        var parameters = new Hashtable
        {
            ["CsvPath"] = cards,
            ["OrganizationId"] = emulator.Options.OrganizationId,
            ["VaultId"] = emulator.Options.VaultId,
            ["Emulator"] = emulator.BaseUri.ToString().TrimEnd('/'),
            ["TokenLifetime"] = Verification.TokenLifetime,
        };
        var output = new List<PSObject>();
        Run(
            "$script, $parameters, $output = $args; & $script @parameters | ForEach-Object { $output.Add($_); $_ } | Out-Default",
            Locations.Script,
            parameters,
            output
        );
        return [.. output.Select(Step.From)];
    }

    /// <summary>Prints rows through the engine's formatter.</summary>
    public void Print(IEnumerable<PSObject> rows) => Run("$args | Out-Default", [.. rows]);

    /// <summary>Ends what is running; what it has to tidy up, it tidies up, and its caller hears of it.</summary>
    public void Stop() => _running?.BeginStop(callback: null, state: null);

    public void Dispose() => _runspace.Dispose();

    private void Run(string script, params object[] arguments)
    {
        using var shell = PowerShell.Create();
        shell.Runspace = _runspace;
        shell.AddScript(script);
        foreach (var argument in arguments)
        {
            shell.AddArgument(argument);
        }

        _running = shell;
        try
        {
            shell.Invoke();
        }
        finally
        {
            _running = null;
        }

        if (shell.InvocationStateInfo.State == PSInvocationState.Stopped)
        {
            throw new PipelineStoppedException();
        }

        // Errors that the script did not expect, and that did not end it.
        if (shell.Streams.Error is [var error, ..])
        {
            throw new RuntimeException(error.ToString(), error.Exception, error);
        }
    }
}
