using VgsCalm.Bulk;
using VgsCalm.Bulk.Journal;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>
/// Rows are in the journal before they leave and after they were answered, and what an earlier run did is not done again.
/// </summary>
public sealed class CardEnrolmentTests : IDisposable
{
    private readonly EnrolmentRig _rig = new();

    [Fact]
    public async Task A_row_is_announced_before_it_is_sent_and_settled_after_its_answer()
    {
        await _rig.Answers(1).Run(EnrolmentRig.Rows(1));

        Assert.Equal(["sending", "enrolled"], _rig.Journal.Lines.Skip(1).Select(line => line.Split('"')[5]));
    }

    [Fact]
    public async Task A_row_that_is_enrolled_is_not_sent_again()
    {
        await _rig.Answers(5).Run(EnrolmentRig.Rows(5));
        var before = File.ReadAllBytes(_rig.Journal.JournalPath);

        var counts = await _rig.Run(EnrolmentRig.Rows(5));

        Assert.Equal((5, 5L, 0L), (_rig.Sent, counts.CountOf(EnrolmentState.Enrolled), counts.Sent));
        Assert.Equal(before, File.ReadAllBytes(_rig.Journal.JournalPath));
    }

    [Fact]
    public async Task A_row_left_unknown_by_an_ended_run_is_sent_only_on_demand()
    {
        using (var journal = _rig.Journal.Open())
        {
            journal.Append(EnrolmentRig.Row(1).Describe(1) with { State = EnrolmentState.Sending });
        }

        Assert.Equal(1, (await _rig.Run(EnrolmentRig.Rows(1))).CountOf(EnrolmentState.Unknown));
        Assert.Equal(0, _rig.Sent);

        await _rig.Answers(1).Run(EnrolmentRig.Rows(1), retryUnknown: true);
        Assert.Equal((1, EnrolmentState.Enrolled), (_rig.Sent, Assert.Single(_rig.States())));
    }

    // A run that is killed before the next try has lost no answer.
    [Theory]
    [InlineData(429)]
    [InlineData(401)]
    public async Task A_try_that_was_not_carried_out_is_taken_back_before_the_next_one(int status)
    {
        _rig.Web.Service.AnswerSaying(status, "Retry-After", "1");

        await _rig.Answers(1).Run(EnrolmentRig.Rows(1));

        Assert.Equal(
            ["sending", "withdrawn", "sending", "enrolled"],
            _rig.Journal.Lines.Skip(1).Select(line => line.Split('"')[5])
        );
    }

    [Fact]
    public async Task A_row_that_was_withdrawn_is_sent_by_the_next_run()
    {
        using (var journal = _rig.Journal.Open())
        {
            journal.Append(EnrolmentRig.Row(1).Describe(1));
        }

        await _rig.Answers(1).Run(EnrolmentRig.Rows(1));

        Assert.Equal(1, _rig.Sent);
    }

    [Fact]
    public async Task Rows_that_were_added_to_the_file_are_sent_and_no_others()
    {
        await _rig.Answers(3).Run(EnrolmentRig.Rows(3));

        await _rig.Answers(2).Run(EnrolmentRig.Rows(5));

        Assert.Equal(5, _rig.Sent);
    }

    [Theory]
    [InlineData("5415150000009991", "29")]
    [InlineData("4415150000000002", "29")]
    [InlineData("5415150000000002", "30")]
    public async Task Another_card_at_a_known_position_is_JournalMismatch_and_is_not_sent(string number, string year)
    {
        await _rig.Answers(2).Run(EnrolmentRig.Rows(2));
        CardRow[] other =
        [
            EnrolmentRig.Row(1),
            new()
            {
                Name = "x",
                Number = number,
                ExpMonth = "11",
                ExpYear = year,
            },
            EnrolmentRig.Row(3),
        ];

        var error = await Assert.ThrowsAsync<VgsApiException>(() => _rig.Run(other));

        Assert.Equal((VgsErrorId.JournalMismatch, 2), (error.Id, _rig.Sent));
        Assert.Contains("row 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing of it was sent", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mismatch_says_whether_rows_before_it_may_have_been_sent()
    {
        using (var journal = _rig.Journal.Open())
        {
            journal.Append(EnrolmentRig.Row(2).Describe(2) with { State = EnrolmentState.Enrolled });
        }

        _rig.Answers(1);

        var error = await Assert.ThrowsAsync<VgsApiException>(() =>
            _rig.Run([EnrolmentRig.Row(1), EnrolmentRig.Row(9)])
        );

        Assert.Contains("Rows before it may have been sent", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_input_with_fewer_rows_than_its_journal_is_another_one()
    {
        await _rig.Answers(3).Run(EnrolmentRig.Rows(3));

        var error = await Assert.ThrowsAsync<VgsApiException>(() => _rig.Run(EnrolmentRig.Rows(1)));

        Assert.Equal(VgsErrorId.JournalMismatch, error.Id);
        Assert.Contains("row 2 (541515…0002 11/29) was sent", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejected_row_is_sent_as_the_file_has_it_now()
    {
        CardRow[] wrong = [EnrolmentRig.Row(1) with { ExpMonth = "17" }, EnrolmentRig.Row(2)];
        await _rig.Answers(1).Run(wrong);
        Assert.Equal([EnrolmentState.Rejected, EnrolmentState.Enrolled], _rig.States());

        await _rig.Answers(1).Run(EnrolmentRig.Rows(2));

        Assert.Equal([EnrolmentState.Enrolled, EnrolmentState.Enrolled], _rig.States());
        Assert.Equal(2, _rig.Sent);
    }

    [Fact]
    public async Task A_row_that_stays_wrong_is_not_written_again()
    {
        CardRow[] wrong = [EnrolmentRig.Row(1) with { ExpMonth = "17" }];
        await _rig.Run(wrong);
        var before = _rig.Journal.Lines;

        Assert.Equal(1, (await _rig.Run(wrong)).CountOf(EnrolmentState.Rejected));

        Assert.Equal(before, _rig.Journal.Lines);
    }

    [Fact]
    public async Task A_wrong_row_that_says_the_end_of_its_import_is_not_written_again()
    {
        CardRow[] wrong = [EnrolmentRig.Row(1) with { ExpMonth = "17" }];
        await _rig.Run(wrong);
        using (var journal = _rig.Journal.Open())
        {
            journal.Complete(1);
        }

        var before = _rig.Journal.Lines;

        await _rig.Run(wrong);

        Assert.Equal(before, _rig.Journal.Lines);
    }

    public void Dispose() => _rig.Dispose();
}
