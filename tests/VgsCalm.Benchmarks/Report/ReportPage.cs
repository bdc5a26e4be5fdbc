using System.Runtime.InteropServices;
using System.Text;
using VgsCalm.Benchmarks.Loads;

namespace VgsCalm.Benchmarks.Report;

/// <summary>The page: docs/performance.md.</summary>
internal static class ReportPage
{
    private const string HttpVersion = """
        The module asks for HTTP/1.1. At the latency of a network both are as fast: the requests in flight set the pace, not the
        protocol. HTTP/2 is faster without latency, and for the first cards of a run, whose connections are still to be made. But
        all requests of an HTTP/2 client share one connection: one that is cut off leaves the outcome of nearly all cards under
        way unknown, where HTTP/1.1 leaves that of one, and a card whose outcome is unknown costs a person more than what HTTP/2
        saves. Nor does Windows PowerShell 5.1 have it.
        """;

    public static string Of(IReadOnlyList<Section> sections, Effort effort, TimeSpan took)
    {
        var page = new StringBuilder();
        page.AppendLine("# How fast it is").AppendLine();
        page.AppendLine(
                "<!-- Written by `dotnet run -c Release --project tests/VgsCalm.Benchmarks -- report`; edit that, not this. -->"
            )
            .AppendLine();
        page.AppendLine(
                $"Measured on {TimeProvider.System.GetUtcNow():yyyy-MM-dd} by `dotnet run -c Release --project "
                    + $"tests/VgsCalm.Benchmarks -- report{(effort == Effort.Quick ? " --quick" : "")}`, in "
                    + $"{took.TotalMinutes:0.0} minutes, on {Environment.ProcessorCount} cores "
                    + $"({RuntimeInformation.OSArchitecture}), {RuntimeInformation.OSDescription}, "
                    + $"{RuntimeInformation.FrameworkDescription}."
            )
            .AppendLine();
        page.AppendLine(
                """
                The server is a stub on the loopback of the same machine, a process of its own (Kestrel, no logic but the latency
                asked for), so it shares the cores with what is measured. The module is the staged one, in a PowerShell 7.6 engine
                hosted by the program. The rival, where it is called the bare HttpClient, is a C# loop that makes each card's JSON
                with a generated serializer, posts it, and reads the answer with one: no journal, no retries, no order, no checks.
                Contenders take turns in one process, and each turn is compared with the rival's turn of the same round; figures
                are medians of the rounds. Times do not carry over to another machine; ratios should.
                """
            )
            .AppendLine();

        page.AppendLine("| what | target | measured | rival, same run | |").AppendLine("|---|---|---|---|---|");
        foreach (var line in sections.SelectMany(section => section.Lines))
        {
            page.AppendLine(
                $"| {line.What} | {line.Target} | {line.Figure} | {line.Rival} | {(line.IsMet ? "met" : "**missed**")} |"
            );
        }
        page.AppendLine();

        foreach (var section in sections)
        {
            page.AppendLine($"## {section.Title}").AppendLine().AppendLine(section.Detail.TrimEnd()).AppendLine();
            if (section.Title.StartsWith("HTTP", StringComparison.Ordinal))
            {
                page.AppendLine(HttpVersion).AppendLine();
            }
        }

        return page.ToString().TrimEnd() + "\n";
    }
}
