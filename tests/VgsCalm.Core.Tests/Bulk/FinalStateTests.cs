using VgsCalm.Bulk;
using VgsCalm.Bulk.Journal;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>Cards that are still enrolling are asked for until their states are final.</summary>
public sealed class FinalStateTests : IDisposable
{
    private readonly EnrolmentRig _rig = new();

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

    // By the clock it will be enrolled in an hour only.
    [Fact]
    public async Task A_card_that_is_gone_is_not_asked_for_again_when_the_clock_went_back()
    {
        await _rig.Answers(1, "enrolling").Run(EnrolmentRig.Rows(1));
        _rig.Web.Clock.SetWallClock(TimeSpan.FromHours(-1));
        _rig.Web.Service.Answer(404, "{}");
        using var journal = _rig.Journal.Open();
        using var enrolment = _rig.Enrolment(journal);

        Assert.Equal(VgsErrorId.NotFound, (await WaitAsync(enrolment))!.Id);
    }

    [Fact]
    public async Task Five_refusals_in_a_row_end_the_waiting()
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

    [Fact]
    public async Task A_token_that_is_refused_ends_the_waiting_at_once()
    {
        await _rig.Answers(3, "enrolling").Run(EnrolmentRig.Rows(3));
        _rig.Web.Service.Answer(401, "{}").Answer(401, "{}");
        using var journal = _rig.Journal.Open();
        using var enrolment = _rig.Enrolment(journal);

        var error = await WaitAsync(enrolment);

        // One card, asked for with the old token and with a new one.
        Assert.Equal((VgsErrorId.Unauthorized, 3 + 2), (error!.Id, _rig.Sent));
    }

    // A card may stay enrolling for days: without a time limit nothing else would end the wait for it.
    [Fact]
    public async Task A_refused_token_ends_the_wait_for_a_card_that_stays_enrolling()
    {
        using var rig = new EnrolmentRig(new FakeClock());
        await rig.Answers(2, "enrolling").Run(EnrolmentRig.Rows(2));
        rig.Web.Service.Answer(200, EnrolmentRig.Card(1, "enrolling")).Answer(401, "{}").Answer(401, "{}");
        using var journal = rig.Journal.Open();
        using var enrolment = rig.Enrolment(journal);

        var error = await WaitWithoutEndAsync(rig, enrolment);

        Assert.Equal(VgsErrorId.Unauthorized, error!.Id);
    }

    [Fact]
    public async Task A_service_that_wants_no_request_ends_the_wait_for_all_cards()
    {
        using var rig = new EnrolmentRig(new FakeClock());
        await rig.Answers(2, "enrolling").Run(EnrolmentRig.Rows(2));
        rig.Web.Service.Answer(200, EnrolmentRig.Card(1, "enrolling")).AnswerSaying(429, "Retry-After", "3600");
        using var journal = rig.Journal.Open();
        using var enrolment = rig.Enrolment(journal);

        var error = await WaitWithoutEndAsync(rig, enrolment);

        Assert.Equal(VgsErrorId.RateLimited, error!.Id);
    }

    [Fact]
    public async Task A_full_disk_ends_the_wait_for_a_card_that_stays_enrolling()
    {
        using var rig = new EnrolmentRig(new FakeClock());
        await rig.Answers(2, "enrolling").Run(EnrolmentRig.Rows(2));
        rig.Web.Service.Answer(200, EnrolmentRig.Card(1, "enrolling")).Answer(200, EnrolmentRig.Card(2, "enrolled"));
        var (journal, file) = rig.Journal.OpenWatched();
        using (journal)
        using (var enrolment = rig.Enrolment(journal))
        {
            file.Room = 0;

            await Assert.ThrowsAsync<JournalException>(() => WaitWithoutEndAsync(rig, enrolment));
        }
    }

    [Fact]
    public async Task A_card_is_counted_by_its_last_event_only()
    {
        _rig.Web.Service.Answer(202, """{"data":{"id":"CRD1","state":"enrolling","event":"first"}}""")
            .Answer(200, """{"data":{"id":"CRD1","state":"enrolled","event":"last"}}""");
        using var journal = _rig.Journal.Open();
        using var enrolment = _rig.Enrolment(journal);
        await enrolment.AddAsync(EnrolmentRig.Row(1), _rig.Web.Observer, CancellationToken.None).Soon();
        await enrolment.CompleteAsync(CancellationToken.None).Soon();
        Assert.Equal("first", Assert.Single(enrolment.Counts.ByEvent).Key);

        Assert.Null(await WaitAsync(enrolment));

        Assert.Equal(("last", 1L), Assert.Single(enrolment.Counts.ByEvent.Select(pair => (pair.Key, pair.Value))));
    }

    private Task<VgsApiException?> WaitAsync(CardEnrolment enrolment) =>
        enrolment
            .WaitForFinalStatesAsync(TimeSpan.FromSeconds(60), maxWaiting: 1, _rig.Web.Observer, CancellationToken.None)
            .Soon();

    private static Task<VgsApiException?> WaitWithoutEndAsync(EnrolmentRig rig, CardEnrolment enrolment) =>
        enrolment.WaitForFinalStatesAsync(limit: null, maxWaiting: 2, rig.Web.Observer, CancellationToken.None).Soon();

    public void Dispose() => _rig.Dispose();
}
