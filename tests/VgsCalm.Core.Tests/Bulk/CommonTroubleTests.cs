using VgsCalm.Bulk;
using VgsCalm.Bulk.Journal;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>Answers that are lost end a run, once they are more than one in four, by more than one broken connection loses.</summary>
public sealed class CommonTroubleTests : IDisposable
{
    private readonly EnrolmentRun _run = new();

    [Theory]
    [InlineData(1, 20)]
    [InlineData(10, 20)]
    [InlineData(16, 32)]
    [InlineData(256, 512)]
    public void Twice_as_many_as_are_under_way_and_at_least_twenty_end_it(int throttleLimit, int limit)
    {
        var trouble = new CommonTrouble(_run, throttleLimit);

        Lose(trouble, limit - 1);
        Assert.True(_run.MaySend);

        Lose(trouble, 1);
        Assert.Equal(VgsErrorId.OutcomeUnknown, Assert.Throws<VgsApiException>(_run.ThrowIfFailed).Id);
    }

    [Fact]
    public void Three_times_as_many_that_come_and_they_are_counted_anew()
    {
        var trouble = new CommonTrouble(_run, throttleLimit: 1);

        for (var i = 0; i < 50; i++)
        {
            Lose(trouble, 19);
            Come(trouble, 57);
        }

        Assert.True(_run.MaySend);
    }

    [Fact]
    public void Some_that_come_among_many_that_are_lost_do_not_keep_it_going()
    {
        var trouble = new CommonTrouble(_run, throttleLimit: 16);

        for (var i = 0; i < 16 && _run.MaySend; i++)
        {
            Lose(trouble, 3);
            Come(trouble, 1);
        }

        var error = Assert.Throws<VgsApiException>(_run.ThrowIfFailed);
        Assert.StartsWith("36 of 47 answers were lost: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("a lower -ThrottleLimit", error.RecommendedAction!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 3, "38 of 92 answers were lost: ")]
    [InlineData(1, 1, "30 of 59 answers were lost: ")]
    [InlineData(1, 2, "58 of 172 answers were lost: ")]
    public void A_steady_loss_of_more_than_one_in_four_ends_it(int lost, int came, string message)
    {
        var trouble = new CommonTrouble(_run, throttleLimit: 1);

        for (var i = 0; i < 1000 && _run.MaySend; i++)
        {
            Lose(trouble, lost);
            Come(trouble, came);
        }

        var error = Assert.Throws<VgsApiException>(_run.ThrowIfFailed);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fourth_one_that_is_lost_is_no_reason_to_end_it()
    {
        var trouble = new CommonTrouble(_run, throttleLimit: 1);

        for (var i = 0; i < 1000; i++)
        {
            Lose(trouble, 1);
            Come(trouble, 3);
        }

        Assert.True(_run.MaySend);
    }

    [Fact]
    public async Task Answers_that_a_stop_gave_up_are_no_trouble_of_the_service()
    {
        var abandoned = new TaskCompletionSource();
        _run.Abandoned.Register(abandoned.SetResult);
        await _run.StopAsync(TimeSpan.Zero).Soon();
        await abandoned.Task.Soon();

        Lose(new CommonTrouble(_run, throttleLimit: 1), 50);

        _run.ThrowIfFailed();
    }

    public void Dispose() => _run.Dispose();

    private static void Come(CommonTrouble trouble, int answers)
    {
        for (var row = 1; row <= answers; row++)
        {
            trouble.OnOutcome(JournalRig.Record(row, EnrolmentState.Failed));
        }
    }

    private static void Lose(CommonTrouble trouble, int answers)
    {
        for (var row = 1; row <= answers; row++)
        {
            trouble.OnOutcome(JournalRig.Record(row, EnrolmentState.Unknown));
        }
    }
}
