using VgsCalm.Bulk.Journal;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>Rows and lines are found again, however many and however long they are.</summary>
public sealed class JournalSizeTests : IDisposable
{
    private const int MaxLine = 4 * 1024 * 1024;

    private readonly JournalRig _rig = new();

    // A record is read 4 KiB at a time, then more; lines are looked through 256 KiB at a time.
    [Theory]
    [InlineData(5_000)]
    [InlineData(20_000)]
    [InlineData(70_000)]
    [InlineData(300_000)]
    [InlineData(1_200_000)]
    public void A_long_line_is_found_again_and_so_are_its_neighbours(int length)
    {
        var records = Enumerable
            .Range(1, 5)
            .Select(row =>
                JournalRig.Record(row, EnrolmentState.Failed) with
                {
                    At = _rig.Clock.UtcNow,
                    Reason = new string((char)('a' + row), row % 2 == 0 ? length : 10),
                }
            )
            .ToArray();
        using (var journal = _rig.Open())
        {
            Array.ForEach(records, journal.Append);
            Assert.Equal(records, journal.LastRecords());
        }

        using var again = _rig.Open();

        Assert.Equal(records, again.LastRecords());
        Assert.Equal(records.Reverse(), records.Reverse().Select(record => again.Read(record.Row)!));
    }

    [Fact]
    public void A_line_that_is_longer_than_any_of_a_journal_is_damage()
    {
        _rig.Put(_rig.Written() + new string('x', 2 * MaxLine) + "\n");

        Assert.Contains(
            $"a line of more than {MaxLine} bytes",
            _rig.FailToOpen(VgsErrorId.JournalMismatch).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Each_row_has_a_place_of_its_own_in_the_index()
    {
        const int Chunk = 1 << 16;
        long[] rows = [1, 2, Chunk - 1, Chunk, Chunk + 1, Chunk + 2, 2 * Chunk, (2 * Chunk) + 1, (3 * Chunk) - 1];
        var index = new RowIndex();
        Array.ForEach(rows, row => index.Set(row, EnrolmentState.Failed, 1000 + row));

        index.Set(Chunk, EnrolmentState.Enrolled, 1);

        Assert.Equal((EnrolmentState.Enrolled, 1), (index.StateOf(Chunk), index.OffsetOf(Chunk)));
        Assert.All(
            rows.Where(row => row != Chunk),
            row => Assert.Equal((EnrolmentState.Failed, 1000 + row), (index.StateOf(row), index.OffsetOf(row)))
        );
        Assert.All(
            [3, 3 * Chunk, 9 * Chunk],
            row => Assert.Equal((EnrolmentState.Withdrawn, 0), (index.StateOf(row), index.OffsetOf(row)))
        );
        Assert.Equal((3 * Chunk) - 1, index.Last);
    }

    public void Dispose() => _rig.Dispose();
}
