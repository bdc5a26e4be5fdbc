using System.Management.Automation;
using System.Management.Automation.Runspaces;
using VgsCalm.ImportProbe;

// VgsCalm.ImportProbe NAME=VALUE... < script.ps1
// Runs the script in a fresh engine, with the values as variables and $network to ask for what went over the network,
// and prints each thing that it gives on a line of its own.
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
using var network = new NetworkEars();
using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
runspace.Open();
foreach (var pair in args.Select(argument => argument.Split('=', 2)))
{
    runspace.SessionStateProxy.SetVariable(pair[0], pair[1]);
}

runspace.SessionStateProxy.SetVariable("network", network);

using var shell = PowerShell.Create(runspace);
shell.AddScript("$ErrorActionPreference = 'Stop'").AddStatement().AddScript(Console.In.ReadToEnd());
try
{
    foreach (var output in shell.Invoke())
    {
        Console.Out.WriteLine(output);
    }

    return 0;
}
catch (RuntimeException error)
{
    Console.Error.WriteLine($"{error.ErrorRecord.FullyQualifiedErrorId}: {error}");
    return 1;
}
