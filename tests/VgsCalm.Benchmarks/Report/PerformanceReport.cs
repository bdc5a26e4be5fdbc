using System.Diagnostics;
using BenchmarkDotNet.Loggers;
using VgsCalm.Benchmarks.Loads;
using VgsCalm.Benchmarks.Small;
using VgsCalm.Benchmarks.Stub;

namespace VgsCalm.Benchmarks.Report;

/// <summary>Measures everything and writes it down.</summary>
internal static class PerformanceReport
{
    /// <param name="effort">How much is measured.</param>
    /// <param name="folder">Where the two pages go; null prints them only.</param>
    public static async Task RunAsync(Effort effort, string? folder)
    {
        var watch = Stopwatch.StartNew();
        using var stub = await StubProcess.StartAsync();
        using var engine = HostedEngine.Open();
        var enrolment = new EnrolmentLoad(stub, engine, effort);
        Func<Task<Section>>[] loads =
        [
            enrolment.WithLatencyAsync,
            new TodaysWaysLoad(stub, effort).MeasureAsync,
            enrolment.WithoutLatencyAsync,
            new RequestLoad(stub, engine, effort).MeasureAsync,
            new ShellLoopLoad(stub, effort).MeasureAsync,
            new TokenLoad(stub, engine, effort).MeasureAsync,
            new WebhookLoad(engine, effort).MeasureAsync,
            new ImportLoad(effort).MeasureAsync,
            new FreshRunLoad(stub, effort).MeasureAsync,
            new FirstCardLoad(stub, effort).MeasureAsync,
            new ManyRowsLoad(stub, effort).MeasureAsync,
            new KnownRowsLoad(stub, effort).MeasureAsync,
            new GoodputLoad(effort).MeasureAsync,
            new HttpVersionLoad(stub, effort).MeasureAsync,
            () => Task.FromResult(SmallBenchmarks.Run(effort, NullLogger.Instance)),
        ];
        var sections = new List<Section>();
        foreach (var load in loads)
        {
            var section = await load();
            sections.Add(section);
            Console.WriteLine($"{watch.Elapsed:mm\\:ss} {section.Title}");
            foreach (var line in section.Lines)
            {
                Console.WriteLine(
                    $"      {(line.IsMet ? "met   " : "MISSED")} {line.What}: {line.Figure}; target "
                        + $"{line.Target}{(line.Rival.Length > 0 ? "; " + line.Rival : "")}"
                );
            }
        }

        if (folder is null)
        {
            foreach (var section in sections)
            {
                Console.WriteLine($"\n## {section.Title}\n\n{section.Detail.TrimEnd()}");
            }

            return;
        }

        await File.WriteAllTextAsync(
            Path.Combine(folder, "performance.md"),
            ReportPage.Summarize(sections, effort, watch.Elapsed)
        );
        await File.WriteAllTextAsync(Path.Combine(folder, "performance-details.md"), ReportPage.Detail(sections));
        Console.WriteLine($"Written to {folder}");
    }
}
