using System.Globalization;
using System.Text;
using VgsCalm.Benchmarks.Report;

namespace VgsCalm.Benchmarks.Loads;

/// <summary>Importing the staged module in a fresh process, against an empty binary module.</summary>
internal sealed class ImportLoad(Effort effort)
{
    // In an engine that was compiled ahead of time: the tool's is compiled at run time, whatever the module does.
    private const double MostMilliseconds = 60;
    private const double OfAnEmptyModule = 1.3;

    public async Task<Section> MeasureAsync()
    {
        var lines = new List<Line>();
        var detail = new StringBuilder(
            $"Median of {effort.FreshProcesses} fresh processes each, in turns. The last columns tell what the manifest "
                + "and the format file have in it: a format file of any content, an empty one too, has the engine read all of its own "
                + "formats again.\n\n| engine | empty binary module | VgsCalm | ratio | empty module with an empty format file | "
                + "VgsCalm without its format file | VgsCalm.dll alone |\n|---|---:|---:|---:|---:|---:|---:|\n"
        );
        using var bare = new BareModule(hasFormatFile: false);
        string[] modules =
        [
            BuildPaths.EmptyManifest,
            BuildPaths.Manifest,
            BuildPaths.EmptyManifestWithFormats,
            bare.Manifest,
            bare.Assembly,
        ];
        foreach (var engine in FreshProcess.Shells)
        {
            foreach (var history in JobHistory.All)
            {
                var runs = await Jobs.InTurnsAsync(engine, history, effort.FreshProcesses, [.. modules.Select(Import)]);
                var times = runs.Select(job => job.Select(Milliseconds).ToArray()).ToArray();
                var medians = times.Select(Standing.Median).ToArray();
                var ratio = Standing.Median(times[1].Zip(times[0], (ours, empty) => ours / empty));
                var cells = medians.Select(time => Text.Tenths(time) + " ms").ToList();
                cells.Insert(2, Text.Ratio(ratio));
                detail.AppendLine($"| {engine.Name}, {history.Name} | {string.Join(" | ", cells)} |");
                lines.Add(
                    new Line(
                        $"import of the staged module, fresh {engine.Name}, {history.Name}",
                        $"≤ {Text.Ratio(OfAnEmptyModule)} an empty binary module"
                            + (engine.IsCompiled ? $", and ≤ {Text.Count(MostMilliseconds)} ms" : ""),
                        $"{Text.Tenths(medians[1])} ms, {Text.Ratio(ratio)}",
                        $"an empty binary module {Text.Tenths(medians[0])} ms",
                        ratio <= OfAnEmptyModule && (medians[1] <= MostMilliseconds || !engine.IsCompiled)
                    )
                );
            }
        }

        return new Section("Import", lines, detail.ToString());
    }

    private static string Import(string module) =>
        $$"""
            $watch = [Diagnostics.Stopwatch]::StartNew()
            Import-Module '{{module}}'
            $watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)
            """;

    private static double Milliseconds(JobRun run) => double.Parse(run.Output[^1], CultureInfo.InvariantCulture);
}
