using System.Diagnostics;
using System.Globalization;

namespace VgsCalm.MemoryTest;

/// <summary>The process that is measured: an engine, the staged module, one Import-VgsCard with all its files, and the stub.</summary>
internal static class ImportProcess
{
    private const string Script = """
        $ErrorActionPreference = 'Stop'
        Connect-VgsCalm -Credential $credential -AuthUri $base -CalmUri "$base/calm"
        Import-VgsCard $csv -ResultPath "$csv.result.csv" -RejectPath "$csv.reject.csv" -ReportPath "$csv.html"
        """;

    public static async Task<int> RunAsync(string csv, int port)
    {
        await using var stub = await StubService.StartAsync(port);
        var watch = Stopwatch.StartNew();
        var (managed, enrolled) = (0L, 0L);
        using var ended = new CancellationTokenSource();
        var sampling = SampleAsync(size => managed = Math.Max(managed, size), ended.Token);
        try
        {
            enrolled = Import(csv, $"http://127.0.0.1:{port}");
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
        using var shell = Shell.Open();
        var result = shell.Run(
            Script,
            ("base", address),
            ("csv", csv),
            ("credential", Shell.CredentialOf("stub", "stub"))
        );
        return (long)result["Enrolled"]!;
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
