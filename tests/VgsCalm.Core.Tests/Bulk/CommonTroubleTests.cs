using VgsCalm.Bulk;
using VgsCalm.Bulk.Journal;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>Answers that are lost in a row end a run, once they are more than one broken connection loses.</summary>
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
    public void One_answer_among_them_and_they_are_counted_anew()
    {
        var trouble = new CommonTrouble(_run, throttleLimit: 1);

        Lose(trouble, 19);
        trouble.OnOutcome(JournalRig.Record(1, EnrolmentState.Failed));
        Lose(trouble, 19);

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

    private static void Lose(CommonTrouble trouble, int answers)
    {
        for (var row = 1; row <= answers; row++)
        {
            trouble.OnOutcome(JournalRig.Record(row, EnrolmentState.Unknown));
        }
    }
}
