using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace VgsCalm.Pester;

/// <summary>One run of the suite, in a PowerShell with a HOME and a module path of its own.</summary>
internal static class Suite
{
    // A minute is what it takes on two busy cores; whatever hangs is to end before CI does.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private static readonly Lazy<Example[]> Outcomes = new(Run);

    public static IReadOnlyList<Example> Examples => Outcomes.Value;

    private static Example[] Run()
    {
        using var folder = new ScratchFolder();
        var start = UserShell.Start(
            StagedModule.SourceRoot,
            "-NonInteractive",
            "-File",
            Metadata("SuitePath"),
            "-Pester",
            Metadata("PesterPath"),
            "-Manifest",
            StagedModule.Manifest,
            "-Emulator",
            Metadata("EmulatorPath"),
            "-ResultPath",
            folder.At("examples.json")
        );
        start.Environment["HOME"] = folder.Path;
        start.Environment["XDG_DATA_HOME"] = folder.At("share");
        start.Environment["NO_COLOR"] = "1";
        start.Environment.Remove("PSModulePath");
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            return
            [
                Broken($"The suite was stopped after {Limit.TotalMinutes} minutes.\n{output.Result}{errors.Result}"),
            ];
        }

        return File.Exists(folder.At("examples.json"))
            ? JsonSerializer.Deserialize<Example[]>(folder.Read("examples.json"))!
            : [Broken($"The suite did not come to its end.\n{output.Result}{errors.Result}")];
    }

    private static Example Broken(string problem) => new("", "the suite itself", "Failed", problem);

    private static string Metadata(string key) => BuildPaths.Find(Assembly.GetExecutingAssembly(), key);
}
