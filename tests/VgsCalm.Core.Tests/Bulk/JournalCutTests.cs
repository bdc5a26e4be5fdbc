using VgsCalm.Bulk.Journal;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>A journal that another program cuts off while an import writes it, as one that rotates logs does with copytruncate.</summary>
public sealed class JournalCutTests : IDisposable
{
    private readonly JournalRig _rig = new();

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task One_that_is_cut_off_takes_no_more_rows_and_is_not_begun_anew(bool keepsHeader, bool goesOn)
    {
        var (journal, file) = _rig.OpenWatched();
        using (journal)
        {
            await _rig.Clock.UntilWaiting(1);
            var header = file.Length;
            journal.Append(JournalRig.Record(1, EnrolmentState.Sending));
            await Watch();

            Cut(keepsHeader ? header : 0);
            if (goesOn)
            {
                journal.Append(JournalRig.Record(2, EnrolmentState.Sending));
            }

            await Watch();

            var error = Assert.Throws<JournalException>(() =>
                journal.Append(JournalRig.Record(3, EnrolmentState.Sending))
            );
            Assert.Contains("was cut off while the import wrote it", error.Message, StringComparison.Ordinal);
            Assert.Throws<JournalException>(journal.Flush);
        }

        _rig.FailToOpen(VgsErrorId.JournalMismatch);
    }

    [Fact]
    public void One_that_is_cut_off_at_its_end_is_found_when_it_is_flushed()
    {
        var (journal, _) = _rig.OpenWatched();
        using (journal)
        {
            journal.Append(JournalRig.Record(1, EnrolmentState.Sending));
            Cut(0);

            Assert.Throws<JournalException>(journal.Flush);
        }

        _rig.FailToOpen(VgsErrorId.JournalMismatch);
    }

    [Fact]
    public async Task One_whose_torn_line_is_cut_off_as_it_is_opened_goes_on()
    {
        using (_rig.Open()) { }
        await File.AppendAllTextAsync(_rig.JournalPath, "{\"row\":1,\"state\":\"sen");

        var (journal, _) = _rig.OpenWatched();
        using (journal)
        {
            await _rig.Clock.UntilWaiting(1);
            await Watch();
            journal.Append(JournalRig.Record(1, EnrolmentState.Sending));
            await Watch();
            journal.Flush();
        }

        Assert.Equal(2, _rig.Lines.Length);
    }

    public void Dispose() => _rig.Dispose();

    private async Task Watch()
    {
        _rig.Clock.Advance(JournalFile.FlushInterval);
        await _rig.Clock.UntilWaiting(1);
    }

    private void Cut(long length)
    {
        using var other = new FileStream(_rig.JournalPath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        other.SetLength(length);
    }
}
