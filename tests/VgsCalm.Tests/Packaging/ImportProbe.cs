using System.Diagnostics;
using System.Runtime.InteropServices;

namespace VgsCalm.Tests.Packaging;

/// <summary>Runs a script in a fresh engine in a fresh process, where nothing of the module was loaded before.</summary>
internal static class ImportProbe
{
    private static readonly string Program = BuildPaths.Find(typeof(ImportProbe).Assembly, "ImportProbePath");

    // The runtime's folder is shared/Microsoft.NETCore.App/VERSION under the one that has the host.
    private static readonly string Host = Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(),
        "../../..",
        OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"
    );

    /// <summary>Another module's YAML library, older than ours.</summary>
    public static string OlderYaml { get; } =
        Path.Combine(Path.GetDirectoryName(Program)!, "other", "13.7.1", "YamlDotNet.dll");

    /// <summary>The lines that the script gives. <c>$manifest</c> is the staged module's unless it is given.</summary>
    public static async Task<string[]> Run(string script, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(
            Host,
            [Program, $"manifest={StagedModule.Manifest}", .. variables.Select(v => $"{v.Name}={v.Value}")]
        )
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(script);
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, await errors);
        return (await output).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }
}
