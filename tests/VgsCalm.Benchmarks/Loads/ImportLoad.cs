using System.Globalization;
using System.Text;
using VgsCalm.Benchmarks.Report;

namespace VgsCalm.Benchmarks.Loads;

/// <summary>Importing the staged module in a fresh process, against an empty binary module.</summary>
internal sealed class ImportLoad(Effort effort)
{
    // In an engine that was compiled ahead of time: the tool's is compiled at run time, whatever the module does.
    private const double Milliseconds = 60;
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
        foreach (var engine in FreshProcess.Shells)
        {
            List<double> empty = [],
                ours = [],
                withFormat = [],
                withoutFormat = [],
                assembly = [];
            for (var i = 0; i < effort.FreshProcesses; i++)
            {
                empty.Add(await ImportAsync(engine, BuildPaths.EmptyManifest));
                ours.Add(await ImportAsync(engine, BuildPaths.Manifest));
                withFormat.Add(await ImportAsync(engine, BuildPaths.EmptyManifestWithFormats));
                withoutFormat.Add(await ImportAsync(engine, bare.Manifest));
                assembly.Add(await ImportAsync(engine, bare.Assembly));
            }

            var (theirs, mine) = (Standing.Median(empty), Standing.Median(ours));
            var ratio = Standing.Median(ours.Zip(empty, (o, e) => o / e));
            detail.AppendLine(
                $"| {engine.Name} | {Text.Tenths(theirs)} ms | {Text.Tenths(mine)} ms | {Text.Ratio(ratio)} | "
                    + $"{Text.Tenths(Standing.Median(withFormat))} ms | "
                    + $"{Text.Tenths(Standing.Median(withoutFormat))} ms | {Text.Tenths(Standing.Median(assembly))} ms |"
            );
            lines.Add(
                new Line(
                    $"import of the staged module, fresh {engine.Name}",
                    $"≤ {Text.Ratio(OfAnEmptyModule)} an empty binary module"
                        + (engine.IsCompiled ? $", and ≤ {Text.Count(Milliseconds)} ms" : ""),
                    $"{Text.Tenths(mine)} ms, {Text.Ratio(ratio)}",
                    $"an empty binary module {Text.Tenths(theirs)} ms",
                    ratio <= OfAnEmptyModule && (mine <= Milliseconds || !engine.IsCompiled)
                )
            );
        }

        return new Section("Import", lines, detail.ToString());
    }

    private static async Task<double> ImportAsync(FreshProcess engine, string manifest)
    {
        var time = await engine.RunAsync(
            $$"""
            $watch = [Diagnostics.Stopwatch]::StartNew()
            Import-Module '{{manifest}}'
            $watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)
            """
        );
        return double.Parse(time[^1], CultureInfo.InvariantCulture);
    }
}
