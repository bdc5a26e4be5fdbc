using VgsCalm.Bulk.Journal;
using VgsCalm.Bulk.Report;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>What the report shows is what the journal says, of all runs together.</summary>
public sealed class EnrolmentStatisticsTests : IDisposable
{
    private readonly JournalRig _rig = new();

    [Fact]
    public void Rows_are_counted_by_their_last_word()
    {
        _rig.Written();
        using var journal = _rig.Open();

        var statistics = EnrolmentStatistics.From(journal);
        var (counts, reasons) = (statistics.Counts, statistics.Reasons);

        Assert.Equal(
            (1L, 1L, 1L, 3),
            (
                counts[EnrolmentState.Enrolled],
                counts[EnrolmentState.Rejected],
                counts[EnrolmentState.Sending],
                counts.Count
            )
        );
        Assert.Equal(
            (EnrolmentState.Rejected, "ExpMonth", "The card of row 2 was not sent.", 1L),
            Assert.Single(reasons)
        );
    }

    [Fact]
    public void Events_are_counted_with_what_changed()
    {
        using var journal = _rig.Open();
        for (var row = 1; row <= 3; row++)
        {
            var sent = EnrolmentRig.Row(row).Describe(row) with { State = EnrolmentState.Enrolled, Id = $"CRD{row}" };
            journal.Append(
                sent with
                {
                    Event = row == 3 ? "au_card.closed" : "au_card.updated",
                    NewLast4 = row == 1 ? "9999" : sent.Last4,
                    NewExp = row == 2 ? "01/35" : sent.Exp,
                }
            );
        }

        Assert.Equal(
            [new EventCount("au_card.updated", 2, 1, 1), new EventCount("au_card.closed", 1, 0, 0)],
            EnrolmentStatistics.From(journal).Events
        );
    }

    [Fact]
    public void However_many_codes_there_are_each_row_is_counted_once()
    {
        using var journal = _rig.Open();
        for (var row = 1; row <= 120; row++)
        {
            journal.Append(JournalRig.Record(row, EnrolmentState.Rejected) with { Code = $"code-{row}", Reason = "r" });
        }

        var reasons = EnrolmentStatistics.From(journal).Reasons;

        Assert.Equal(51, reasons.Count);
        Assert.Equal(("(other codes)", 70L), (reasons[0].Code, reasons[0].Count));
        Assert.Equal(120, reasons.Sum(reason => reason.Count));
    }

    [Fact]
    public void Only_answers_to_what_was_sent_are_throughput()
    {
        using var journal = _rig.Open();
        journal.Append(JournalRig.Record(1, EnrolmentState.Rejected));
        Sent(journal, 2, EnrolmentState.Enrolling);
        journal.Append(JournalRig.Record(2, EnrolmentState.Enrolled));
        Sent(journal, 3, EnrolmentState.Unknown);
        Sent(journal, 4, EnrolmentState.Withdrawn);
        Sent(journal, 4, EnrolmentState.Rejected);

        var (throughput, bucket, _) = AnswerRate.From(journal);

        Assert.Equal(2, Assert.Single(throughput));
        Assert.Equal(TimeSpan.FromSeconds(1), bucket);
    }

    [Fact]
    public void Answers_stand_in_the_second_in_which_they_came()
    {
        using var journal = _rig.Open();
        Sent(journal, 1, EnrolmentState.Enrolled);
        _rig.Clock.Advance(TimeSpan.FromSeconds(3));
        Sent(journal, 2, EnrolmentState.Enrolled);
        Sent(journal, 3, EnrolmentState.Enrolled);

        var (throughput, _, ended) = AnswerRate.From(journal);

        Assert.Equal([1L, 0, 0, 2], throughput);
        Assert.Equal(_rig.Clock.UtcNow, ended);
    }

    [Fact]
    public void Days_of_work_fit_into_as_many_buckets_as_minutes()
    {
        using var journal = _rig.Open();
        for (var row = 1; row <= 1000; row++)
        {
            Sent(journal, row, EnrolmentState.Enrolled);
            _rig.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        var (throughput, bucket, _) = AnswerRate.From(journal);

        Assert.InRange(throughput.Count, 100, 240);
        Assert.Equal(1000, throughput.Sum());
        Assert.InRange(bucket * throughput.Count, TimeSpan.FromMinutes(4995), TimeSpan.FromMinutes(4995) + bucket);
    }

    public void Dispose() => _rig.Dispose();

    private static void Sent(EnrolmentJournal journal, long row, EnrolmentState outcome)
    {
        journal.Append(JournalRig.Record(row, EnrolmentState.Sending));
        journal.Append(JournalRig.Record(row, outcome));
    }
}
