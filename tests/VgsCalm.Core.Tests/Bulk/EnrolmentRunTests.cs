using VgsCalm.Bulk;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>What the rows of a run hear of each other.</summary>
public sealed class EnrolmentRunTests
{
    [Fact]
    public async Task An_error_ends_the_run_before_the_place_of_its_row_is_free()
    {
        using var run = new EnrolmentRun();
        var maySend = new List<bool>();

        run.Start(() => throw new NotSupportedException("a defect"), release: () => maySend.Add(run.MaySend));
        await run.DrainAsync();

        Assert.False(Assert.Single(maySend));
        Assert.Throws<NotSupportedException>(run.ThrowIfFailed);
    }
}
