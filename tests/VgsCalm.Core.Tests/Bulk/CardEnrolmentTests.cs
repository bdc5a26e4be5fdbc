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
    public async Task What_is_done_is_not_done_again()
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
        ];

        var error = await Assert.ThrowsAsync<VgsApiException>(() => _rig.Run(other));

        Assert.Equal((VgsErrorId.JournalMismatch, 2), (error.Id, _rig.Sent));
        Assert.Contains("row 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing of it was sent", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_sent_before_a_mismatch_is_said()
    {
        using (var journal = _rig.Journal.Open())
        {
            journal.Append(EnrolmentRig.Row(2).Describe(2) with { State = EnrolmentState.Enrolled });
        }

        _rig.Answers(1);

        var error = await Assert.ThrowsAsync<VgsApiException>(() =>
            _rig.Run([EnrolmentRig.Row(1), EnrolmentRig.Row(9)])
        );

        Assert.Contains("1 row before it was sent", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_input_with_fewer_rows_than_its_journal_is_another_one()
    {
        await _rig.Answers(3).Run(EnrolmentRig.Rows(3));

        Assert.Equal(
            VgsErrorId.JournalMismatch,
            (await Assert.ThrowsAsync<VgsApiException>(() => _rig.Run(EnrolmentRig.Rows(2)))).Id
        );
    }

    [Theory]
    [InlineData(400, "invalid-payload", EnrolmentState.Rejected)]
    [InlineData(422, "card-brand-not-supported", EnrolmentState.Rejected)]
    [InlineData(422, "a-code-of-tomorrow", EnrolmentState.Rejected)]
    [InlineData(409, "duplicate", EnrolmentState.Rejected)]
    [InlineData(500, "internal-server-error", EnrolmentState.Unknown)]
    [InlineData(501, null, EnrolmentState.Unknown)]
    [InlineData(502, null, EnrolmentState.Unknown)]
    [InlineData(503, null, EnrolmentState.Unknown)]
    [InlineData(504, null, EnrolmentState.Unknown)]
    [InlineData(408, null, EnrolmentState.Unknown)]
    [InlineData(200, null, EnrolmentState.Unknown)]
    public async Task What_an_answer_means_for_its_row(int status, string? code, object expected)
    {
        _rig.Web.Service.Answer(
            status,
            code is null ? "<html/>" : $$$"""{"errors":[{"code":"{{{code}}}","detail":"Said."}]}"""
        );

        await _rig.Answers(1).Run(EnrolmentRig.Rows(2));

        Assert.Equal([(EnrolmentState)expected, EnrolmentState.Enrolled], _rig.States());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(413)]
    [InlineData(422)]
    [InlineData(451)]
    [InlineData(302)]
    public async Task A_row_that_a_firewall_refuses_costs_no_other(int status)
    {
        _rig.Answers(1);
        _rig.Web.Service.Answer(status, "<html/>");

        await _rig.Answers(2).Run(EnrolmentRig.Rows(4));

        Assert.Equal(
            [EnrolmentState.Enrolled, EnrolmentState.Rejected, EnrolmentState.Enrolled, EnrolmentState.Enrolled],
            _rig.States()
        );
    }

    [Theory]
    [InlineData(400, VgsErrorId.RequestInvalid)]
    [InlineData(403, VgsErrorId.Forbidden)]
    [InlineData(404, VgsErrorId.NotFound)]
    [InlineData(302, VgsErrorId.ResponseInvalid)]
    public async Task What_meets_every_row_stops_the_import_and_names_the_row(int status, object id)
    {
        for (var row = 0; row < RowRefusals.MaxInARow; row++)
        {
            _rig.Web.Service.Answer(status, "<html/>");
        }

        var error = await Assert.ThrowsAsync<VgsApiException>(() => _rig.Run(EnrolmentRig.Rows(9)));

        Assert.Equal(((VgsErrorId)id, RowRefusals.MaxInARow), (error.Id, _rig.Sent));
        Assert.Contains(
            "5 rows in a row were refused, the last of them row 5",
            error.Message,
            StringComparison.Ordinal
        );
        await _rig.Answers(9).Run(EnrolmentRig.Rows(9));
        Assert.All(_rig.States(), state => Assert.Equal(EnrolmentState.Enrolled, state));
    }

    [Fact]
    public async Task Rows_that_are_refused_in_every_run_do_not_stop_it_for_ever()
    {
        const int Refused = 2 * RowRefusals.MaxInARow;
        for (var run = 0; run < 3; run++)
        {
            for (var row = 0; row < Refused; row++)
            {
                _rig.Web.Service.Answer(403, "<html/>");
            }

            try
            {
                await _rig.Answers(3).Run(EnrolmentRig.Rows(Refused + 3));
                break;
            }
            catch (VgsApiException error) when (run < 2)
            {
                Assert.Equal(VgsErrorId.Forbidden, error.Id);
                _rig.Web.Service.Clear();
            }
        }

        Assert.Equal(3, _rig.States().Count(state => state == EnrolmentState.Enrolled));
    }

    [Fact]
    public async Task A_rejected_row_is_taken_up_as_the_file_has_it_now()
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

    [Theory]
    [InlineData(429, "300", VgsErrorId.RateLimited)]
    [InlineData(503, "300", VgsErrorId.ServiceError)]
    public async Task A_long_Retry_After_stops_the_import_and_makes_no_row_unknown(
        int status,
        string retryAfter,
        object id
    )
    {
        _rig.Web.Service.AnswerSaying(status, "Retry-After", retryAfter);

        var error = await Assert.ThrowsAsync<VgsApiException>(() => _rig.Run(EnrolmentRig.Rows(2)));

        Assert.Equal((VgsErrorId)id, error.Id);
        Assert.Contains("300 s", error.RecommendedAction, StringComparison.Ordinal);
        await _rig.Answers(2).Run(EnrolmentRig.Rows(2));
        Assert.Equal([EnrolmentState.Enrolled, EnrolmentState.Enrolled], _rig.States());
    }

    [Fact]
    public async Task Two_dozen_refusals_that_ask_for_no_wait_are_lived_with()
    {
        for (var refusal = 0; refusal < 24; refusal++)
        {
            _rig.Web.Service.AnswerSaying(429, "Retry-After", "0");
        }

        await _rig.Answers(2).Run(EnrolmentRig.Rows(2));

        Assert.Equal(26, _rig.Sent);
    }

    [Fact]
    public async Task On_a_full_disk_nothing_more_is_sent_and_the_next_run_goes_on()
    {
        var (journal, file) = _rig.Journal.OpenWatched();
        file.Room = 700;
        _rig.Answers(20);

        var error = await Assert.ThrowsAsync<JournalException>(() => _rig.RunOn(journal, EnrolmentRig.Rows(20)));

        Assert.Contains("it goes on where it stopped", error.Message, StringComparison.Ordinal);
        var sent = _rig.Sent;
        Assert.InRange(sent, 1, 5);
        var lost = _rig.States().Count(state => state == EnrolmentState.Sending);
        Assert.InRange(lost, 0, 1);

        await _rig.Answers(20).Run(EnrolmentRig.Rows(20));
        Assert.Equal(20, _rig.Sent);
        Assert.Equal(lost, _rig.States().Count(state => state == EnrolmentState.Unknown));
        Assert.Equal(20 - lost, _rig.States().Count(state => state == EnrolmentState.Enrolled));
    }

    // Whatever line the disk ends at, the announcement of a row or its outcome: no row is sent that is not announced.
    [Fact]
    public async Task Wherever_the_disk_ends_no_row_is_sent_that_the_journal_does_not_know()
    {
        for (var room = 0; room < 900; room += 37)
        {
            using var rig = new EnrolmentRig();
            var (journal, file) = rig.Journal.OpenWatched();
            file.Room = room;

            await Assert.ThrowsAsync<JournalException>(() => rig.Answers(9).RunOn(journal, EnrolmentRig.Rows(9)));

            var known = rig.States();
            Assert.Equal(rig.Sent, known.Count(state => state is EnrolmentState.Enrolled or EnrolmentState.Sending));
        }
    }

    [Fact]
    public async Task Rows_that_wait_for_a_pause_are_not_sent_once_the_import_has_ended()
    {
        var clock = new FakeClock();
        using var rig = new EnrolmentRig(clock);
        rig.Web.Service.AnswerSaying(429, "Retry-After", "60");
        using (var journal = rig.Journal.Open())
        using (var enrolment = rig.Enrolment(journal))
        {
            await enrolment.AddAsync(EnrolmentRig.Row(1), rig.Web.Observer, CancellationToken.None).Soon();
            await clock.UntilWaiting(1);

            var stopping = enrolment.StopAsync(TimeSpan.FromMinutes(5));
            clock.Advance(TimeSpan.FromSeconds(60));
            await stopping.Soon();
        }

        Assert.Single(rig.Web.Service.Sent);
        using var again = rig.Journal.Open();
        Assert.Equal(EnrolmentState.Withdrawn, again.StateOf(1));
    }

    [Fact]
    public async Task A_row_whose_answer_has_not_come_when_the_time_is_over_is_unknown()
    {
        _rig.Web.Service.Hang();
        using (var journal = _rig.Journal.Open())
        using (var enrolment = _rig.Enrolment(journal))
        {
            await enrolment.AddAsync(EnrolmentRig.Row(1), _rig.Web.Observer, CancellationToken.None).Soon();
            while (_rig.Sent == 0)
            {
                await Task.Yield();
            }

            await enrolment.StopAsync(TimeSpan.Zero).Soon();
        }

        Assert.Equal([EnrolmentState.Unknown], _rig.States());
        Assert.Contains(
            "The import was stopped before the answer came.",
            _rig.Journal.Lines[^1],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_defect_met_by_one_row_ends_the_import_and_is_not_swallowed()
    {
        _rig.Web.Service.Break(new NotSupportedException("a defect"));

        await Assert.ThrowsAsync<NotSupportedException>(() => _rig.Run(EnrolmentRig.Rows(3)));

        Assert.Equal([EnrolmentState.Sending], _rig.States());
        Assert.Equal(1, (await _rig.Answers(2).Run(EnrolmentRig.Rows(3))).CountOf(EnrolmentState.Unknown));
    }

    [Fact]
    public async Task Who_waits_for_the_rows_under_way_waits_no_more_once_that_is_cancelled()
    {
        _rig.Web.Service.Hang();
        using var journal = _rig.Journal.Open();
        using var enrolment = _rig.Enrolment(journal);
        await enrolment.AddAsync(EnrolmentRig.Row(1), _rig.Web.Observer, CancellationToken.None).Soon();
        while (_rig.Sent == 0)
        {
            await Task.Yield();
        }

        using var giveUp = new CancellationTokenSource();

        var completing = enrolment.CompleteAsync(giveUp.Token);
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => completing.Soon());
        await enrolment.StopAsync(TimeSpan.Zero).Soon();
    }

    [Fact]
    public async Task No_row_is_taken_while_as_many_as_allowed_are_under_way()
    {
        const int ThrottleLimit = 3;
        for (var row = 0; row < ThrottleLimit; row++)
        {
            _rig.Web.Service.Hang();
        }

        using var journal = _rig.Journal.Open();
        using var enrolment = _rig.Enrolment(journal, throttleLimit: ThrottleLimit);
        for (var row = 1; row <= ThrottleLimit; row++)
        {
            await enrolment.AddAsync(EnrolmentRig.Row(row), _rig.Web.Observer, CancellationToken.None).Soon();
        }

        using var giveUp = new CancellationTokenSource();

        var next = enrolment.AddAsync(EnrolmentRig.Row(4), _rig.Web.Observer, giveUp.Token);

        while (_rig.Sent < ThrottleLimit)
        {
            await Task.Yield();
        }

        Assert.False(next.IsCompleted);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.Soon());
        await enrolment.StopAsync(TimeSpan.Zero).Soon();
        Assert.Equal(ThrottleLimit, _rig.Sent);
    }

    [Fact]
    public async Task A_card_unknown_to_VGS_does_not_keep_the_others_waiting()
    {
        await _rig.Answers(3, "enrolling").Run(EnrolmentRig.Rows(3));
        _rig.Web.Clock.Advance(TimeSpan.FromMinutes(1));
        _rig.Web.Service.Answer(404, "{}")
            .Answer(200, EnrolmentRig.Card(2, "enrolled"))
            .Answer(200, EnrolmentRig.Card(3, "failed"));
        using (var journal = _rig.Journal.Open())
        using (var enrolment = _rig.Enrolment(journal))
        {
            var error = await enrolment
                .WaitForFinalStatesAsync(
                    TimeSpan.FromSeconds(10),
                    maxWaiting: 1,
                    _rig.Web.Observer,
                    CancellationToken.None
                )
                .Soon();
            Assert.Equal(VgsErrorId.NotFound, error!.Id);
        }

        Assert.Equal([EnrolmentState.Enrolling, EnrolmentState.Enrolled, EnrolmentState.Failed], _rig.States());
    }

    [Fact]
    public async Task A_card_that_is_not_found_just_after_its_enrolment_is_asked_for_again()
    {
        await _rig.Answers(1, "enrolling").Run(EnrolmentRig.Rows(1));
        _rig.Web.Service.Answer(404, "{}").Answer(404, "{}").Answer(200, EnrolmentRig.Card(1, "enrolled"));
        using (var journal = _rig.Journal.Open())
        using (var enrolment = _rig.Enrolment(journal))
        {
            Assert.Null(await WaitAsync(enrolment));
        }

        Assert.Equal([EnrolmentState.Enrolled], _rig.States());
    }

    [Fact]
    public async Task What_meets_several_cards_in_a_row_ends_the_waiting()
    {
        const int Cards = RowRefusals.MaxInARow + 2;
        await _rig.Answers(Cards, "enrolling").Run(EnrolmentRig.Rows(Cards));
        for (var card = 0; card < RowRefusals.MaxInARow; card++)
        {
            _rig.Web.Service.Answer(403, "{}");
        }

        using var journal = _rig.Journal.Open();
        using var enrolment = _rig.Enrolment(journal);

        var error = await WaitAsync(enrolment);

        Assert.Equal((VgsErrorId.Forbidden, Cards + RowRefusals.MaxInARow), (error!.Id, _rig.Sent));
    }

    private Task<VgsApiException?> WaitAsync(CardEnrolment enrolment) =>
        enrolment
            .WaitForFinalStatesAsync(TimeSpan.FromSeconds(60), maxWaiting: 1, _rig.Web.Observer, CancellationToken.None)
            .Soon();

    public void Dispose() => _rig.Dispose();
}
