using VgsCalm.Bulk.Journal;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>The file below a journal: whose it is, when it reaches the disk, and what happens when it cannot be written.</summary>
public sealed class JournalFileTests : IDisposable
{
    private readonly JournalRig _rig = new();

    [Fact]
    public void A_line_that_follows_a_look_at_an_early_row_goes_to_the_end()
    {
        using (var journal = _rig.Open())
        {
            for (var row = 1; row <= 2000; row++)
            {
                journal.Append(new EnrolmentRecord(row, EnrolmentState.Enrolled) { Id = $"CRD{row}" });
            }

            Assert.Equal("CRD1", journal.Read(1)?.Id);
            journal.Append(new EnrolmentRecord(2001, EnrolmentState.Sending));
        }

        Assert.Equal(2002, _rig.Lines.Length);
        Assert.Contains("\"row\":2001,", _rig.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_is_its_owners_alone()
    {
        using (_rig.Open()) { }

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_rig.JournalPath));
        }
    }

    [Fact]
    public void One_run_has_it_at_a_time()
    {
        using (_rig.Open())
        {
            var error = Assert.Throws<VgsApiException>(() => _rig.Open());
            Assert.Equal((VgsErrorId.Conflict, _rig.JournalPath), (error.Id, error.Target));
            Assert.Contains("in use by another run; nothing was sent", error.Message, StringComparison.Ordinal);
        }

        using (_rig.Open()) { }
    }

    [Fact]
    public void One_that_another_run_put_aside_before_it_was_claimed_is_not_taken()
    {
        using (_rig.Open()) { }

        var error = Assert.Throws<VgsApiException>(() =>
            JournalOpening.Open(
                _rig.JournalPath,
                Clock.System,
                () => File.Move(_rig.JournalPath, _rig.JournalPath + ".kept")
            )
        );

        Assert.Equal((VgsErrorId.Conflict, _rig.JournalPath), (error.Id, error.Target));
    }

    [Fact]
    public void A_journal_that_was_refused_is_free_for_the_next_run()
    {
        _rig.Put("not mine\n");
        _rig.FailToOpen(VgsErrorId.JournalMismatch);

        _rig.Put(new byte[5 * 1024 * 1024]);
        Assert.Throws<VgsApiException>(() => _rig.Open());

        File.Delete(_rig.JournalPath);
        using (_rig.Open()) { }
    }

    [Fact]
    public void A_line_is_with_the_system_when_Append_returns()
    {
        var (journal, _) = _rig.OpenWatched();
        using (journal)
        {
            journal.Append(JournalRig.Record(1, EnrolmentState.Sending));

            using var other = new FileStream(_rig.JournalPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(other);
            Assert.EndsWith("\"exp\":\"11/29\"}\n", reader.ReadToEnd(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Lines_reach_the_disk_in_groups_a_tenth_of_a_second_apart()
    {
        var (journal, file) = _rig.OpenWatched();
        using (journal)
        {
            await _rig.Clock.UntilWaiting(1);
            for (var row = 1; row <= 50; row++)
            {
                journal.Append(JournalRig.Record(row, EnrolmentState.Sending));
            }

            Assert.Equal(0, file.DiskFlushes);

            _rig.Clock.Advance(TimeSpan.FromMilliseconds(99));
            await _rig.Clock.UntilWaiting(1);
            Assert.Equal(0, file.DiskFlushes);

            _rig.Clock.Advance(TimeSpan.FromMilliseconds(1));
            await _rig.Clock.UntilWaiting(1);
            Assert.Equal(1, file.DiskFlushes);

            _rig.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await _rig.Clock.UntilWaiting(1);
            Assert.Equal(1, file.DiskFlushes);
        }

        Assert.All(_rig.Clock.Waits, wait => Assert.Equal(TimeSpan.FromMilliseconds(100), wait));
    }

    [Fact]
    public void Closing_brings_the_last_lines_to_the_disk()
    {
        var (journal, file) = _rig.OpenWatched();
        journal.Append(JournalRig.Record(1, EnrolmentState.Sending));

        journal.Dispose();

        Assert.Equal(1, file.DiskFlushes);
    }

    [Fact]
    public void On_a_full_disk_the_line_is_taken_back_and_no_other_is_written()
    {
        var (journal, file) = _rig.OpenWatched();
        using (journal)
        {
            journal.Append(JournalRig.Record(1, EnrolmentState.Sending));
            var before = file.Length;
            file.Room = 20;

            var error = Assert.Throws<JournalException>(() =>
                journal.Append(JournalRig.Record(2, EnrolmentState.Sending))
            );

            Assert.Contains("No space left on device", error.Message, StringComparison.Ordinal);
            Assert.Contains("run the same command again", error.Message, StringComparison.Ordinal);
            Assert.Equal(before, file.Length);
            Assert.Equal(EnrolmentState.Withdrawn, journal.StateOf(2));

            // Room comes back, but a row may have been sent on the strength of a line that is lost: this run is over.
            file.Room = long.MaxValue;
            Assert.Throws<JournalException>(() => journal.Append(JournalRig.Record(2, EnrolmentState.Sending)));
        }

        using var again = _rig.Open();
        Assert.Equal(1, again.LastRow);
    }

    [Fact]
    public async Task A_disk_that_fails_when_it_is_flushed_ends_the_writing()
    {
        var (journal, file) = _rig.OpenWatched();
        using (journal)
        {
            await _rig.Clock.UntilWaiting(1);
            journal.Append(JournalRig.Record(1, EnrolmentState.Sending));
            file.FailsToFlush = true;
            _rig.Clock.Advance(JournalFile.FlushInterval);
            while (file.DiskFlushes == 0)
            {
                await Task.Yield();
            }

            var error = Assert.Throws<JournalException>(() => journal.Flush());
            Assert.Throws<JournalException>(() => journal.Append(JournalRig.Record(2, EnrolmentState.Sending)));

            // The disk may have lost what it was given: what comes first is a look at the file.
            Assert.Contains(
                $"where it is {file.Length} bytes, run the same command",
                error.Message,
                StringComparison.Ordinal
            );
            Assert.Contains("rows that were sent are missing", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_journal_that_is_cut_while_it_is_open_is_said_to_be()
    {
        var (journal, _) = _rig.OpenWatched();
        using (journal)
        {
            journal.Append(JournalRig.Record(1, EnrolmentState.Sending));
            using (var other = new FileStream(_rig.JournalPath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            {
                other.SetLength(10);
            }

            Assert.Contains(
                "another program changed it",
                Assert.Throws<JournalException>(() => journal.Read(1)).Message,
                StringComparison.Ordinal
            );
        }
    }

    public void Dispose() => _rig.Dispose();
}
