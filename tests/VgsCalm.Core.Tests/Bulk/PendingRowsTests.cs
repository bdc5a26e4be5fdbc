using VgsCalm.Bulk;
using VgsCalm.Bulk.Journal;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>When earlier journals are asked for the rows that are left to be sent: else, these cost no memory.</summary>
public sealed class PendingRowsTests : IDisposable
{
    private readonly JournalRig _rig = new();

    [Fact]
    public void Without_an_earlier_journal_beside_it_none_are_collected()
    {
        Begin(row: null, hasEnded: false);

        Assert.False(AsksKept());
    }

    [Theory]
    [InlineData(null, false, true)]
    [InlineData(EnrolmentState.Rejected, false, true)]
    [InlineData(EnrolmentState.Enrolled, true, true)]
    [InlineData(EnrolmentState.Enrolled, false, false)]
    public void The_rest_of_an_import_that_was_interrupted_was_asked_for(object? state, bool hasEnded, bool expected)
    {
        Begin((EnrolmentState?)state, hasEnded);
        File.WriteAllText(_rig.JournalPath + ".20261124T054500Z", "");

        Assert.Equal(expected, AsksKept());
    }

    [Fact]
    public void A_journal_that_is_begun_now_asks_none()
    {
        File.WriteAllText(_rig.JournalPath + ".20261124T054500Z", "");

        Assert.False(AsksKept());
    }

    public void Dispose() => _rig.Dispose();

    private void Begin(EnrolmentState? row, bool hasEnded)
    {
        using var journal = _rig.Open();
        if (row is { } state)
        {
            journal.Append(JournalRig.Record(1, state));
        }

        if (hasEnded)
        {
            journal.AppendEnd(1);
        }
    }

    private bool AsksKept()
    {
        using var journal = _rig.Open();
        return PendingRows.CreateIfNeeded(journal) is not null;
    }
}
