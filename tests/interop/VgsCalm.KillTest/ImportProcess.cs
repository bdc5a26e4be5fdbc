using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Net;
using System.Reflection;

namespace VgsCalm.KillTest;

/// <summary>The process that enrols: an engine, the staged module, one Import-VgsCard. Its parent kills it whenever it likes.</summary>
internal static class ImportProcess
{
    private const string Script = """
        $ErrorActionPreference = 'Stop'
        Import-Module $manifest
        Connect-VgsCalm -Credential $credential -AuthUri $base -CalmUri "$base/calm"
        Import-VgsCard $csv -ThrottleLimit 16 -ResultPath "$csv.result.csv" -RejectPath "$csv.reject.csv"
        """;

    public static int Run()
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        var module = typeof(ImportProcess)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(a => a.Key == "ModulePath")
            .Value!;
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        runspace.SessionStateProxy.SetVariable("manifest", Path.Combine(module, "VgsCalm.psd1"));
        runspace.SessionStateProxy.SetVariable("base", Required("KILLTEST_BASE"));
        runspace.SessionStateProxy.SetVariable("csv", Required("KILLTEST_CSV"));
        runspace.SessionStateProxy.SetVariable(
            "credential",
            new PSCredential(
                Required("VGS_CLIENT_ID"),
                new NetworkCredential("", Required("VGS_CLIENT_SECRET")).SecurePassword
            )
        );
        using var shell = PowerShell.Create(runspace);
        try
        {
            foreach (var output in shell.AddScript(Script).Invoke())
            {
                Console.WriteLine(output);
            }

            return 0;
        }
        catch (RuntimeException error)
        {
            Console.Error.WriteLine(error.ErrorRecord.FullyQualifiedErrorId + ": " + error.ErrorRecord);
            return 1;
        }
    }

    private static string Required(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set.");
}
