using System.Runtime.InteropServices;
using System.Text;
using VgsCalm.Benchmarks.Loads;

namespace VgsCalm.Benchmarks.Report;

/// <summary>The two pages: docs/performance.md, which a screen holds, and docs/performance-details.md.</summary>
internal static class ReportPage
{
    private const string Origin =
        "<!-- Written by `dotnet run -c Release --project tests/VgsCalm.Benchmarks -- report`; edit that, not this. -->";

    private const string Method = """
        The server is a stub on the loopback of the same machine, in a process of its own (Kestrel, no logic but the latency asked
        for), so it shares the cores with what is measured. The module is the staged one, in a PowerShell 7.6 engine hosted by the
        program. The bare HttpClient is a C# loop that writes each card's JSON with a generated serializer, posts it and reads the
        answer with one: no journal, no retries, no order, no checks. Contenders take turns in one process, and each turn is
        compared with the rival's turn of the same round; figures are medians of the rounds. Times do not carry over to another
        machine; ratios should.
        """;

    private const string HttpVersion = """
        The module asks for HTTP/1.1. At the latency of a network both are as fast: the requests in flight set the pace, not the
        protocol. HTTP/2 is faster without latency, and for the first cards of a run, whose connections are still to be made. But
        all requests of an HTTP/2 client share one connection: one that is cut off leaves the outcome of nearly all cards under
        way unknown, where HTTP/1.1 leaves that of one, and a card whose outcome is unknown costs a person more than what HTTP/2
        saves. Windows PowerShell 5.1 has no HTTP/2 either.
        """;

    /// <summary>The short page: what a user of the module wants to know, and every target with its figure.</summary>
    public static string Summarize(IReadOnlyList<Section> sections, Effort effort, TimeSpan took)
    {
        var page = Begin("Performance");
        page.AppendLine(
                $"Measured on {TimeProvider.System.GetUtcNow():yyyy-MM-dd} in {took.TotalMinutes:0.0} minutes, on "
                    + $"{Environment.ProcessorCount} cores ({RuntimeInformation.OSArchitecture}), "
                    + $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, by "
                    + $"`dotnet run -c Release --project tests/VgsCalm.Benchmarks -- report{(effort == Effort.Quick ? " --quick" : "")}`. "
                    + "How, and where the time goes: [performance-details.md](performance-details.md). "
                    + "What it means for sizing: [operating.md](operating.md#sizing)."
            )
            .AppendLine();

        foreach (var section in sections.Where(section => section.IsHeadline))
        {
            page.AppendLine($"## {section.Title}").AppendLine().AppendLine(section.Detail.TrimEnd()).AppendLine();
        }

        page.AppendLine("## Targets")
            .AppendLine()
            .AppendLine("| what | target | measured | |")
            .AppendLine("|---|---|---|---|");
        foreach (var line in sections.SelectMany(section => section.Lines))
        {
            page.AppendLine($"| {line.What} | {line.Target} | {line.Figure} | {(line.IsMet ? "met" : "**missed**")} |");
        }

        return page.ToString();
    }

    /// <summary>The appendix: method, rivals, and where the time goes.</summary>
    public static string Detail(IReadOnlyList<Section> sections)
    {
        var page = Begin("Performance: details");
        page.AppendLine("The appendix of [performance.md](performance.md), of the same run.").AppendLine();
        page.AppendLine("## Method").AppendLine().AppendLine(Method).AppendLine();
        page.AppendLine("## Rivals").AppendLine().AppendLine("| what | rival, same run |").AppendLine("|---|---|");
        foreach (var line in sections.SelectMany(section => section.Lines).Where(line => line.Rival.Length > 0))
        {
            page.AppendLine($"| {line.What} | {line.Rival} |");
        }

        page.AppendLine();
        foreach (var section in sections.Where(section => !section.IsHeadline))
        {
            page.AppendLine($"## {section.Title}").AppendLine().AppendLine(section.Detail.TrimEnd()).AppendLine();
            if (section.Title.StartsWith("HTTP", StringComparison.Ordinal))
            {
                page.AppendLine(HttpVersion).AppendLine();
            }
        }

        return page.ToString().TrimEnd() + "\n";
    }

    private static StringBuilder Begin(string title) =>
        new StringBuilder().AppendLine($"# {title}").AppendLine().AppendLine(Origin).AppendLine();
}
