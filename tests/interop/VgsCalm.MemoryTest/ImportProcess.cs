using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Net;
using System.Reflection;

namespace VgsCalm.MemoryTest;

/// <summary>The process that is measured: an engine, the staged module, one Import-VgsCard with all its files, and the stub.</summary>
internal static class ImportProcess
{
    private const string Script = """
        $ErrorActionPreference = 'Stop'
        Import-Module $manifest
        Connect-VgsCalm -Credential $credential -AuthUri $base -CalmUri "$base/calm"
        Import-VgsCard $csv -ResultPath "$csv.result.csv" -RejectPath "$csv.reject.csv" -ReportPath "$csv.html"
        """;

    public static async Task<int> RunAsync(string csv, string address)
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        await using var stub = await StubService.StartAsync(address);
        var watch = Stopwatch.StartNew();
        var (managed, enrolled) = (0L, 0L);
        using var ended = new CancellationTokenSource();
        var sampling = SampleAsync(size => managed = Math.Max(managed, size), ended.Token);
        try
        {
            enrolled = Import(csv, address);
        }
        catch (RuntimeException error)
        {
            await Console.Error.WriteLineAsync(error.ErrorRecord.FullyQualifiedErrorId + ": " + error.ErrorRecord);
            return 1;
        }
        finally
        {
            await ended.CancelAsync();
            await sampling;
        }

        using var process = Process.GetCurrentProcess();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{process.PeakWorkingSet64} {managed} {stub.Enrolled} {enrolled} {watch.Elapsed.TotalSeconds:0.0}"
            )
        );
        return 0;
    }

    // How many rows are enrolled, as the command says.
    private static long Import(string csv, string address)
    {
        var module = typeof(ImportProcess)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(a => a.Key == "ModulePath")
            .Value!;
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        runspace.SessionStateProxy.SetVariable("manifest", Path.Combine(module, "VgsCalm.psd1"));
        runspace.SessionStateProxy.SetVariable("base", address);
        runspace.SessionStateProxy.SetVariable("csv", csv);
        runspace.SessionStateProxy.SetVariable(
            "credential",
            new PSCredential("stub", new NetworkCredential("", "stub").SecurePassword)
        );
        using var shell = PowerShell.Create(runspace);
        return (long)shell.AddScript(Script).Invoke()[^1].Properties["Enrolled"].Value;
    }

    // Heap in use after each collection, which is what is held; between collections it is what has not been looked at yet.
    private static async Task SampleAsync(Action<long> sample, CancellationToken ended)
    {
        try
        {
            while (true)
            {
                sample(GC.GetGCMemoryInfo().HeapSizeBytes);
                await Task.Delay(50, ended);
            }
        }
        catch (OperationCanceledException)
        {
            sample(GC.GetGCMemoryInfo().HeapSizeBytes);
        }
    }
}
