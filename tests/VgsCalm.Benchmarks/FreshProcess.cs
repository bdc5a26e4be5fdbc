using System.Diagnostics;
using VgsCalm.Testing;

namespace VgsCalm.Benchmarks;

/// <summary>A script in a process that has an engine and nothing else: a user's shell, or the probe of the import tests.</summary>
internal sealed class FreshProcess
{
    private readonly Func<string, ProcessStartInfo> _start;

    private FreshProcess(string name, Func<string, ProcessStartInfo> start)
    {
        Name = name;
        _start = start;
    }

    public string Name { get; }

    /// <summary>Whether its engine was compiled ahead of time, as that of an installed PowerShell is.</summary>
    public bool IsCompiled { get; private init; }

    /// <summary>The engine of this build, hosted. It comes without native code, so a fresh process compiles the engine too.</summary>
    public static FreshProcess Hosted { get; } =
        new("hosted engine", _ => new ProcessStartInfo("dotnet", [BuildPaths.ImportProbe]));

    /// <summary>The PowerShell of the repository's tool manifest: the .NET SDK restores it.</summary>
    public static FreshProcess Tool { get; } =
        new("the tool's pwsh", file => UserShell.Start(BuildPaths.SourceRoot, "-NonInteractive", "-File", file));

    /// <summary>The shells to measure in: the tool's, and the one that is installed on the path, if any.</summary>
    public static IReadOnlyList<FreshProcess> Shells { get; } = [Tool, .. FindInstalled()];

    /// <summary>Runs a script and gives the lines that it wrote.</summary>
    /// <param name="script">What it runs.</param>
    /// <param name="cache">Where PowerShell keeps what it knows of earlier runs, save on Windows. Without one it knows of none.</param>
    public async Task<string[]> RunAsync(string script, DirectoryInfo? cache = null)
    {
        var folder = Directory.CreateTempSubdirectory("vgscalm-benchmarks-");
        var file = Path.Combine(folder.FullName, "job.ps1");
        await File.WriteAllTextAsync(file, "$ErrorActionPreference = 'Stop'\n" + script);
        try
        {
            var start = _start(file);
            start.Environment["XDG_CACHE_HOME"] = (cache ?? folder).FullName;
            start.UseShellExecute = false;
            start.RedirectStandardInput = true;
            start.RedirectStandardOutput = true;
            start.RedirectStandardError = true;
            using var process = Process.Start(start)!;
            await process.StandardInput.WriteAsync(await File.ReadAllTextAsync(file));
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"{Name} failed: {await errors}{output}");
            }

            return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // An installed PowerShell has its own folder, and an engine with native code in it; a .NET tool has a small program on the path.
    private static IEnumerable<FreshProcess> FindInstalled()
    {
        var name = OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, name))
            .Where(File.Exists)
            .Select(path => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path)
            .FirstOrDefault(path =>
                File.Exists(Path.Combine(Path.GetDirectoryName(path)!, "System.Management.Automation.dll"))
            );
        return found is null
            ? []
            :
            [
                new FreshProcess(
                    "the installed pwsh",
                    file => new ProcessStartInfo(found, ["-NoLogo", "-NoProfile", "-NonInteractive", "-File", file])
                )
                {
                    IsCompiled = true,
                },
            ];
    }
}
