using VgsCalm.Bulk.Journal;

namespace VgsCalm.Bulk.Report;

/// <summary>How many rows had which outcome.</summary>
internal sealed class ReportTally
{
    private ReportTally((ReportOutcome Outcome, long Count)[] parts)
    {
        Parts = parts;
        Total = parts.Sum(part => part.Count);
    }

    public (ReportOutcome Outcome, long Count)[] Parts { get; }

    public long Total { get; }

    /// <summary>Whether any row has an outcome that wants a reason.</summary>
    public bool NeedsReasons => Array.Exists(Parts, part => part.Outcome.NeedsReason && part.Count > 0);

    /// <summary>Rows that were withdrawn are shown where there are any: a finished import has none.</summary>
    public static ReportTally From(EnrolmentStatistics statistics)
    {
        var counts = statistics
            .Counts.GroupBy(pair => ReportOutcome.For(pair.Key), pair => pair.Value)
            .ToDictionary(group => group.Key, group => group.Sum());
        return new ReportTally([
            .. ReportOutcome
                .All.Select(outcome => (outcome, Count: counts.TryGetValue(outcome, out var count) ? count : 0))
                .Where(part => part.Count > 0 || part.outcome.State != EnrolmentState.Withdrawn),
        ]);
    }

    public long CountOf(EnrolmentState state) =>
        Parts.Where(part => part.Outcome.State == state).Sum(part => part.Count);

    /// <summary>Writes the counts and the bar of their shares.</summary>
    public void Write(TextWriter writer)
    {
        writer.Write(
            $"<section aria-label=\"Outcomes\">\n<ul class=\"counts\" data-total=\"{ReportText.Plain(Total)}\">\n"
        );
        foreach (var (outcome, count) in Parts)
        {
            writer.Write(
                $"<li class=\"{(count == 0 ? "zero" : count < 100_000_000 ? "some" : "long")}\"><span "
                    + $"class=\"label\"><i class=\"dot {outcome.Class}\"></i>{outcome.Label}</span>"
            );
            writer.Write($"<b data-outcome=\"{outcome.Class}\">{ReportText.Count(count)}</b>");
            writer.Write(
                $"<span class=\"share\">{ReportText.Share(count, Total)}</span><span class=\"meaning\">{outcome.Meaning}</span></li>\n"
            );
        }

        writer.Write("</ul>\n");
        WriteBar(writer);
        writer.Write("</section>\n");
    }

    // However small a share is, it is seen: it has at least half a percent of the bar.
    private void WriteBar(TextWriter writer)
    {
        writer.Write(
            "<svg class=\"bar\" role=\"img\" aria-label=\"Shares of the outcomes\" width=\"100%\" height=\"14\">\n"
                + "<rect class=\"track\" width=\"100%\" height=\"14\" rx=\"4\"/>\n"
        );
        var widths = Parts.Select(part => part.Count == 0 ? 0 : Math.Max(0.5, 100.0 * part.Count / Total)).ToArray();
        var scale = 100 / Math.Max(1, widths.Sum());
        var left = 0.0;
        for (var index = 0; index < Parts.Length; index++)
        {
            if (widths[index] <= 0)
            {
                continue;
            }

            var (outcome, count) = Parts[index];
            writer.Write(
                $"<rect class=\"{outcome.Class}\" x=\"{ReportText.Number(left)}%\" "
                    + $"width=\"{ReportText.Number(widths[index] * scale)}%\" height=\"14\">"
            );
            writer.Write(
                $"<title>{outcome.Label}: {ReportText.Count(count)} ({ReportText.Share(count, Total)})</title></rect>\n"
            );
            left += widths[index] * scale;
        }

        writer.Write("</svg>\n");
    }
}
