using VgsCalm.Bulk.Journal;

namespace VgsCalm.Bulk.Report;

/// <summary>
/// The page that a person looks at after an import: one HTML file that needs no network and no script, for the screen (light and dark,
/// wide and narrow) and for paper. Every text in it that came from elsewhere is escaped, and the page's own policy forbids
/// what would load or run.
/// </summary>
internal static class EnrolmentReport
{
    /// <summary>What every report has near its beginning, and hardly another page.</summary>
    public const string TitleStart = "<title>Card enrolment: ";

    private const string NothingWrong = "No card was rejected, failed or lost its answer.";
    private const int MaxReason = 600;
    private const int MaxCode = 80;

    /// <summary>Writes the page.</summary>
    /// <param name="writer">Where it goes; its encoding has to be UTF-8. It is neither flushed nor closed.</param>
    /// <param name="statistics">What it shows.</param>
    public static void Write(TextWriter writer, EnrolmentStatistics statistics)
    {
        var tally = ReportTally.From(statistics);
        var source = statistics.Source is null ? "rows from the pipeline" : ReportText.FileName(statistics.Source);

        Head(writer, source);
        Title(writer, statistics, source, tally);
        tally.Write(writer);
        Reasons(writer, statistics.Reasons, tally);
        Events(writer, statistics.Events);
        Throughput(writer, statistics);
        Facts(writer, statistics, source);
        writer.Write("</main>\n</body>\n</html>\n");
    }

    private static void Head(TextWriter writer, string source) =>
        writer.Write(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="color-scheme" content="light dark">
            {TitleStart}{ReportText.Escape(source)}</title>
            <style>
            {ReportStyle.Css}
            </style>
            </head>
            <body>
            <main>

            """.Replace("\r\n", "\n")
        );

    private static void Title(TextWriter writer, EnrolmentStatistics statistics, string source, ReportTally tally)
    {
        var environment = statistics.Environment.ToString();
        writer.Write("<header>\n<p class=\"over\">Card enrolment</p>\n");
        writer.Write(
            $"<h1><bdi>{ReportText.Escape(source)}</bdi> <span id=\"environment\" class=\"badge "
                + $"{environment.ToLowerInvariant()}\">{environment}</span></h1>\n"
        );
        writer.Write($"<p class=\"lead\">{Summary(tally)}</p>\n");
        foreach (var (outcome, count) in tally.Parts)
        {
            if (count > 0 && Advice(outcome.State, count) is { } advice)
            {
                writer.Write($"<p class=\"advice\"><i class=\"dot {outcome.Class}\"></i>{advice}</p>\n");
            }
        }

        writer.Write("</header>\n");
    }

    private static string Summary(ReportTally tally)
    {
        var total = tally.Total;
        if (total == 0)
        {
            return "There were no cards to enrol.";
        }

        var enrolled = tally.CountOf(EnrolmentState.Enrolled);
        if (enrolled == total)
        {
            return total == 1 ? "The card is enrolled." : $"All <b>{ReportText.Count(total)}</b> cards are enrolled.";
        }

        return $"<b>{ReportText.Count(enrolled)}</b> of <b>{ReportText.Count(total)}</b> "
            + $"{(total == 1 ? "card" : "cards")} {(enrolled == 1 ? "is" : "are")} enrolled.";
    }

    private static string? Advice(EnrolmentState state, long count) =>
        state switch
        {
            EnrolmentState.Enrolling =>
                $"{ReportText.Cards(count)} {(count == 1 ? "is" : "are")} not final yet. <code>Import-VgsCard "
                    + $"-Wait</code> on the same journal asks VGS until {(count == 1 ? "it is" : "they are")}.",
            EnrolmentState.Unknown =>
                $"{ReportText.Cards(count)} may be enrolled or not: the answer was lost. Find out whether VGS has "
                    + $"{(count == 1 ? "it" : "them")}: <code>Import-VgsCard -RetryUnknown</code> sends {(count == 1 ? "it" : "them")} "
                    + $"again, and enrols {(count == 1 ? "it twice if it has" : "those twice that it has")}.",
            EnrolmentState.Withdrawn =>
                $"{ReportText.Cards(count)} {(count == 1 ? "is" : "are")} not sent yet. <code>Import-VgsCard</code> "
                    + $"on the same journal goes on with {(count == 1 ? "it" : "them")}.",
            _ => null,
        };

    private static void Reasons(
        TextWriter writer,
        IReadOnlyList<(EnrolmentState State, string Code, string Reason, long Count)> reasons,
        ReportTally tally
    )
    {
        writer.Write("<section>\n<h2>Reasons</h2>\n");
        if (reasons.Count == 0)
        {
            var isClean = !tally.NeedsReasons;
            writer.Write(
                $"<p class=\"none\">{(isClean ? NothingWrong : "The journal has no reasons.")}</p>\n</section>\n"
            );
            return;
        }

        writer.Write(
            "<table>\n<thead><tr><th>Outcome</th><th>Code</th><th>Reason, by the example of one card</th><th "
                + "class=\"number\">Cards</th></tr></thead>\n<tbody>\n"
        );
        foreach (var (state, code, reason, count) in reasons)
        {
            var outcome = ReportOutcome.For(state);
            writer.Write($"<tr><td class=\"state\"><i class=\"dot {outcome.Class}\"></i>{outcome.Label}</td>");
            writer.Write($"<td class=\"code\"><code><bdi>{ReportText.Escape(code, MaxCode)}</bdi></code></td>");
            writer.Write(
                $"<td class=\"reason\"><bdi>{ReportText.Escape(reason, MaxReason)}</bdi></td><td "
                    + $"class=\"number\">{ReportText.Count(count)}</td></tr>\n"
            );
        }

        writer.Write("</tbody>\n</table>\n");
        writer.Write("</section>\n");
    }

    private static void Events(TextWriter writer, IReadOnlyList<EventCount> events)
    {
        if (events.Count == 0)
        {
            return;
        }

        writer.Write(
            "<section>\n<h2>Events</h2>\n<table>\n<thead><tr><th>Event</th><th class=\"number\">Cards</th>"
                + "<th class=\"number\">New number</th><th class=\"number\">New expiry</th></tr></thead>\n<tbody>\n"
        );
        foreach (var (name, cards, numbers, expiries) in events)
        {
            writer.Write(
                $"<tr><td class=\"code\"><code><bdi>{ReportText.Escape(name, MaxCode)}</bdi></code></td>"
                    + $"<td class=\"number\">{ReportText.Count(cards)}</td><td class=\"number\">{ReportText.Count(numbers)}</td>"
                    + $"<td class=\"number\">{ReportText.Count(expiries)}</td></tr>\n"
            );
        }

        writer.Write("</tbody>\n</table>\n</section>\n");
    }

    private static void Throughput(TextWriter writer, EnrolmentStatistics statistics)
    {
        writer.Write("<section>\n<h2>Answers over time</h2>\n");
        if (ReportChart.Create(statistics) is { } chart)
        {
            writer.Write(
                $"<p class=\"note\">{chart.Unit}, since {ReportText.Moment(statistics.Started)}. Peak {chart.Peak}, "
                    + $"mean {chart.Mean}.</p>\n"
            );
            chart.Write(writer, ReportChart.Wide);
            chart.Write(writer, ReportChart.Narrow);
        }
        else
        {
            writer.Write("<p class=\"none\">VGS has answered no request yet.</p>\n");
        }

        writer.Write("</section>\n");
    }

    private static void Facts(TextWriter writer, EnrolmentStatistics statistics, string source)
    {
        writer.Write("<section class=\"facts\">\n<div><h2>This run</h2>\n<dl>\n");
        Fact(writer, "Elapsed", ReportText.Duration(statistics.Elapsed), "elapsed");
        Fact(writer, "Cards sent", ReportText.Count(statistics.Sent), "sent");
        if (statistics is { Sent: > 0, Elapsed.Ticks: > 0 })
        {
            Fact(writer, "Rate", Rate(statistics.Sent / statistics.Elapsed.TotalSeconds), "rate");
        }

        Fact(writer, "Token requests", ReportText.Count(statistics.TokenRequests), "tokens");
        writer.Write("</dl></div>\n<div><h2>All runs</h2>\n<dl>\n");
        Fact(writer, "Source", $"<bdi>{ReportText.Escape(source)}</bdi>", "source");
        Fact(
            writer,
            "Journal",
            $"<bdi>{ReportText.Escape(ReportText.FileName(statistics.JournalPath))}</bdi>",
            "journal"
        );
        Fact(writer, "Begun", ReportText.Moment(statistics.Started), "started");
        Fact(writer, "Last outcome", ReportText.Moment(statistics.Ended), "ended");
        writer.Write(
            "</dl></div>\n</section>\n<footer>Outcomes, reasons and answers are those of all runs on this journal. "
                + "There is no card number on this page.</footer>\n"
        );
    }

    private static void Fact(TextWriter writer, string name, string value, string id) =>
        writer.Write($"<dt>{name}</dt><dd id=\"{id}\">{value}</dd>\n");

    // As in the chart: VGS's limits are by the minute, which is the better word for slow imports.
    private static string Rate(double perSecond) =>
        perSecond >= ReportChart.BySecond
            ? $"{ReportText.Short(perSecond)} per second"
            : $"{ReportText.Short(perSecond * 60)} per minute";
}
