using VgsCalm.Bulk;
using VgsCalm.Bulk.Journal;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>Which journal's import is complete, so that -NewJournal may put it aside.</summary>
public sealed class CompleteJournalTests : IDisposable
{
    private readonly JournalRig _rig = new();

    [Theory]
    [InlineData(EnrolmentState.Enrolled, true)]
    [InlineData(EnrolmentState.Failed, true)]
    [InlineData(EnrolmentState.Rejected, true)]
    [InlineData(EnrolmentState.Enrolling, false)]
    [InlineData(EnrolmentState.Sending, false)]
    [InlineData(EnrolmentState.Unknown, false)]
    [InlineData(EnrolmentState.Withdrawn, false)]
    public void No_row_of_it_may_be_left_unknown_or_unfinished(object state, bool isComplete)
    {
        using var journal = _rig.Open();
        journal.Append(JournalRig.Record(1, (EnrolmentState)state));
        journal.Append(JournalRig.Record(2, EnrolmentState.Enrolled));
        journal.Complete(2);

        Assert.Equal(isComplete, journal.IsComplete);
    }

    [Fact]
    public void A_journal_whose_import_has_not_ended_is_not_complete()
    {
        using var journal = _rig.Open();
        journal.Append(JournalRig.Record(1, EnrolmentState.Enrolled));

        Assert.False(journal.IsComplete);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_row_that_was_taken_out_unsent_is_none_that_is_left(int rows, bool isComplete)
    {
        using var journal = _rig.Open();
        journal.Append(JournalRig.Record(1, EnrolmentState.Enrolled));
        journal.Append(JournalRig.Record(2, EnrolmentState.Withdrawn));
        journal.Complete(rows);

        Assert.Equal(isComplete, journal.IsComplete);
    }

    [Fact]
    public void An_import_of_no_rows_leaves_no_end_in_its_journal()
    {
        using (var journal = _rig.Open())
        {
            journal.Complete(0);
        }

        Assert.Single(_rig.Lines);
    }

    [Fact]
    public void The_final_state_of_a_last_row_does_not_end_an_import()
    {
        using var journal = _rig.Open();
        journal.Append(JournalRig.Record(1, EnrolmentState.Enrolling));
        journal.Complete(1);
        var ended = journal.Read(1)!;
        journal.Append(JournalRig.Record(2, EnrolmentState.Enrolling));
        journal.Append(EnrolmentOutcome.FromCard(ended, new VgsCard("CRD1", null) { State = "enrolled" }));

        Assert.Null(journal.EndedAfter);
        Assert.False(journal.IsComplete);
    }

    public void Dispose() => _rig.Dispose();
}
