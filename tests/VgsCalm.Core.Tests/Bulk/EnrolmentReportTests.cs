using System.Text.RegularExpressions;
using VgsCalm.Bulk.Journal;
using VgsCalm.Bulk.Report;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>
/// The page for people: the figures are in it, whatever came from elsewhere is text and nothing else, and it loads and
/// runs nothing.
/// </summary>
public sealed class EnrolmentReportTests
{
    private const string Hostile =
        "</td><script>alert(1)</script><img src=x onerror=alert(2)>\" onload='alert(3)' &amp; \u202Egpj.exe";

    private static readonly DateTimeOffset Started = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Each_outcome_has_its_count_and_share()
    {
        var page = Page(Some());

        foreach (
            var (outcome, count) in new[]
            {
                ("enrolled", "1,200"),
                ("enrolling", "30"),
                ("failed", "4"),
                ("rejected", "15"),
                ("unknown", "3"),
            }
        )
        {
            Assert.Contains($"<b data-outcome=\"{outcome}\">{count}</b>", page, StringComparison.Ordinal);
        }

        Assert.Contains("<b>1,200</b> of <b>1,252</b> cards are enrolled.", page, StringComparison.Ordinal);
        Assert.Contains("95.8 %", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_was_being_sent_when_the_process_ended_counts_as_unknown() =>
        Assert.Contains(
            "<b data-outcome=\"unknown\">2</b>",
            Page(
                new EnrolmentStatistics
                {
                    Counts = new Dictionary<EnrolmentState, long>
                    {
                        [EnrolmentState.Sending] = 1,
                        [EnrolmentState.Unknown] = 1,
                    },
                }
            ),
            StringComparison.Ordinal
        );

    [Fact]
    public void Events_have_their_cards_and_what_changed_and_are_only_text()
    {
        var page = Page(new EnrolmentStatistics { Events = [new EventCount(Hostile, 1200, 34, 56)] });

        Assert.Matches(
            "<h2>Events</h2>(.|\n)*<td class=\"number\">1,200</td><td class=\"number\">34</td><td class=\"number\">56</td>",
            page
        );
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<h2>Events</h2>", Page(Some()), StringComparison.Ordinal);
    }

    [Fact]
    public void Reasons_have_outcome_code_example_and_count()
    {
        var page = Page(Some());

        Assert.Matches(
            """Rejected</td><td class="code"><code><bdi>card-brand-not-supported</bdi></code></td>"""
                + """<td class="reason"><bdi>The brand is not supported\.</bdi></td><td class="number">12</td>""",
            page
        );
    }

    [Fact]
    public void Token_requests_rate_and_time_of_the_run_are_told()
    {
        var page = Page(Some());

        Assert.Contains("<dd id=\"tokens\">7</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dd id=\"sent\">1,237</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dd id=\"elapsed\">2 min 5 s</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dd id=\"rate\">594 per minute</dd>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Throughput_is_a_chart_of_SVG_with_a_step_for_each_bucket()
    {
        var page = Page(Some());

        Assert.Contains("Cards per second, since", page, StringComparison.Ordinal);
        Assert.Contains("Peak 60", page, StringComparison.Ordinal);
        var charts = Regex.Matches(page, "<svg class=\"chart (?:wide|narrow)\".*?</svg>", RegexOptions.Singleline);
        Assert.Equal(2, charts.Count);
        Assert.All(charts, chart => Assert.Equal(4, Regex.Count(chart.Value, "<rect class=\"hit\"")));
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_answers_there_is_no_chart()
    {
        var page = Page(new EnrolmentStatistics());

        Assert.Contains("VGS has answered no request yet.", page, StringComparison.Ordinal);
        Assert.Contains("There were no cards to enrol.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg class=\"chart", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_of_input_and_service_is_never_markup()
    {
        var page = Page(
            Some() with
            {
                Source = Hostile,
                JournalPath = "/tmp/" + Hostile.Replace("/", "", StringComparison.Ordinal),
                Reasons = [(EnrolmentState.Rejected, Hostile, Hostile, 1)],
            }
        );

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("<[^>]*\\son[a-z]+\\s*=", page);
        Assert.DoesNotContain("\u202E", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void It_needs_no_network_and_no_script()
    {
        var page = Page(Some());

        Assert.DoesNotMatch("(?i)<(?:script|link|iframe|object|embed|img|image|use|base|form)\\b", page);
        Assert.DoesNotMatch("(?i)\\b(?:src|href|action|data)\\s*=", page);
        Assert.DoesNotMatch("(?i)url\\(|@import|https?://", page);
        Assert.Contains("default-src 'none'; style-src 'unsafe-inline'", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(VgsEnvironment.Live, "badge live\">Live")]
    [InlineData(VgsEnvironment.Sandbox, "badge sandbox\">Sandbox")]
    public void It_says_whether_the_cards_are_real(object environment, string badge) =>
        Assert.Contains(
            badge,
            Page(Some() with { Environment = (VgsEnvironment)environment }),
            StringComparison.Ordinal
        );

    private static string Page(EnrolmentStatistics statistics)
    {
        using var writer = new StringWriter();
        EnrolmentReport.Write(writer, statistics);
        return writer.ToString();
    }

    private static EnrolmentStatistics Some() =>
        new()
        {
            Counts = new Dictionary<EnrolmentState, long>
            {
                [EnrolmentState.Enrolled] = 1200,
                [EnrolmentState.Enrolling] = 30,
                [EnrolmentState.Failed] = 4,
                [EnrolmentState.Rejected] = 15,
                [EnrolmentState.Unknown] = 3,
            },
            Reasons =
            [
                (EnrolmentState.Rejected, "card-brand-not-supported", "The brand is not supported.", 12),
                (EnrolmentState.Rejected, "ExpMonth", "Its ExpMonth is missing.", 3),
            ],
            Started = Started,
            Ended = Started + TimeSpan.FromSeconds(40),
            Bucket = TimeSpan.FromSeconds(10),
            Throughput = [100, 600, 500, 37],
            Elapsed = TimeSpan.FromSeconds(125),
            Sent = 1237,
            TokenRequests = 7,
            Source = "cards.csv",
            JournalPath = "/home/ann/cards.csv.journal.jsonl",
            Environment = VgsEnvironment.Sandbox,
        };
}
