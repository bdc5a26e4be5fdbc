using VgsCalm.Bulk.Journal;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>How many rows are under way at once, and what becomes of them when the import stops.</summary>
public sealed class EnrolmentStopTests : IDisposable
{
    private readonly EnrolmentRig _rig = new();

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
    public async Task Cancelling_ends_the_wait_for_the_rows_under_way()
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

    public void Dispose() => _rig.Dispose();
}
