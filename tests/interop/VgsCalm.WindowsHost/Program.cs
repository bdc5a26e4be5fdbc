using System.Management.Automation;
using System.Management.Automation.Runspaces;

// VgsCalm.WindowsHost SCRIPT: the whole engine, and no console, which Wine has no handle for. Prints what the script gives, line by line.
using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault());
runspace.Open();
runspace.SessionStateProxy.SetVariable("program", Environment.ProcessPath);
using var shell = PowerShell.Create(runspace);
shell.AddScript(File.ReadAllText(args[0]), useLocalScope: false).AddCommand("Out-String").AddParameter("Stream");
using var output = new PSDataCollection<PSObject>();
output.DataAdded += (_, added) => Console.Out.WriteLine(output[added.Index]);
try
{
    shell.Invoke(input: null, output);
    foreach (var error in shell.Streams.Error)
    {
        Console.Error.WriteLine($"{error.FullyQualifiedErrorId}: {error}");
    }

    return shell.HadErrors ? 1 : 0;
}
catch (RuntimeException error)
{
    Console.Error.WriteLine($"{error.ErrorRecord.FullyQualifiedErrorId}: {error}");
    return 1;
}
