using System.Diagnostics;

namespace VgsCalm.Benchmarks;

/// <summary>A script in a process that has an engine and nothing else: the probe of the import tests, or a real pwsh.</summary>
internal sealed class FreshProcess
{
    private readonly string _program;
    private readonly Func<string, string[]> _arguments;

    private FreshProcess(string name, string program, Func<string, string[]> arguments)
    {
        Name = name;
        _program = program;
        _arguments = arguments;
    }

    public string Name { get; }

    /// <summary>The engine of this build, hosted. It comes without native code, so a fresh process compiles the engine too.</summary>
    public static FreshProcess Hosted { get; } = new("hosted engine", "dotnet", _ => [BuildPaths.ImportProbe]);

    /// <summary>The pwsh on the path; null where there is none.</summary>
    public static FreshProcess? Pwsh { get; } = FindPwsh();

    /// <summary>Runs a script and gives the lines that it wrote.</summary>
    public async Task<string[]> RunAsync(string script)
    {
        var file = Path.Combine(Path.GetTempPath(), $"vgscalm-{Guid.NewGuid():N}.ps1");
        await File.WriteAllTextAsync(file, "$ErrorActionPreference = 'Stop'\n" + script);
        try
        {
            var start = new ProcessStartInfo(_program, _arguments(file))
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
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
            File.Delete(file);
        }
    }

    private static FreshProcess? FindPwsh()
    {
        var name = OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
        return found is null
            ? null
            : new FreshProcess("pwsh", found, file => ["-NoProfile", "-NonInteractive", "-File", file]);
    }
}
