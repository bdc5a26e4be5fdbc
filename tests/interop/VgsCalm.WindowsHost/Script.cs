using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace VgsCalm.WindowsHost;

/// <summary>A script in the whole engine, without a console, which Wine has no handle for. What it gives is printed line by line.</summary>
internal static class Script
{
    public static int Run(string path)
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault());
        runspace.Open();
        runspace.SessionStateProxy.SetVariable("program", Environment.ProcessPath);
        using var shell = PowerShell.Create(runspace);
        shell.AddScript(File.ReadAllText(path), useLocalScope: false).AddCommand("Out-String").AddParameter("Stream");
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
    }
}
