using System.Net;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using VgsCalm.Benchmarks.Loads;
using VgsCalm.Benchmarks.Report;

namespace VgsCalm.Benchmarks.Small;

/// <summary>The small benchmarks, by BenchmarkDotNet.</summary>
internal static class SmallBenchmarks
{
    /// <summary>Runs them and gives their table.</summary>
    /// <param name="effort">A short job in any case; a shorter one for a quick look.</param>
    /// <param name="log">Where BenchmarkDotNet writes what it does.</param>
    public static Section Run(Effort effort, ILogger log)
    {
        var folder = Directory.CreateTempSubdirectory("vgscalm-benchmarks-");
        try
        {
            // In this process: what is measured is not built anew for each benchmark.
            var job = (effort == Effort.Trial ? Job.Dry : Job.ShortRun)
                .WithToolchain(InProcessEmitToolchain.Instance)
                .WithIterationCount(effort.Rounds);
            var config = ManualConfig
                .CreateEmpty()
                .AddJob(job)
                .AddLogger(log)
                .AddColumnProvider(DefaultColumnProviders.Instance)
                .AddExporter(MarkdownExporter.GitHub)
                .WithArtifactsPath(folder.FullName)
                .HideColumns(
                    Column.Job,
                    Column.Error,
                    Column.StdDev,
                    Column.RatioSD,
                    Column.Gen0,
                    Column.Gen1,
                    Column.Toolchain,
                    Column.IterationCount,
                    Column.AllocRatio
                );
            var summary = BenchmarkRunner.Run<CardBenchmarks>(config);
            if (summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success))
            {
                throw new InvalidOperationException("A benchmark failed: run `small` to see which.");
            }
            var table = File.ReadLines(Directory.GetFiles(Path.Combine(folder.FullName, "results"), "*.md").Single())
                .Where(line =>
                    line.StartsWith('|') && line.Any(char.IsLetterOrDigit)
                    || line.StartsWith("|-", StringComparison.Ordinal)
                );
            return new Section(
                "Piece by piece",
                [],
                "By BenchmarkDotNet, in the report's process:\n\n"
                    + WebUtility.HtmlDecode(string.Join('\n', table))
                    + "\n"
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
