using VgsCalm.Bulk;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>How many refusals without a reason of their own are the service's trouble, not the rows'.</summary>
public sealed class RowRefusalsTests
{
    [Fact]
    public void Five_since_the_last_answer_are_one_too_many()
    {
        var refusals = new RowRefusals();
        Refuse(refusals, 4);
        refusals.OnAnswered();

        Refuse(refusals, 4);
        Assert.False(refusals.IsOneTooMany(isRepeated: true));
        Assert.True(refusals.IsOneTooMany(isRepeated: false));
    }

    private static void Refuse(RowRefusals refusals, int rows)
    {
        for (var row = 1; row <= rows; row++)
        {
            Assert.False(refusals.IsOneTooMany(isRepeated: false));
        }
    }
}
