using VgsCalm.Bulk.Journal;
using VgsCalm.Core.Tests.Files;
using VgsCalm.Testing;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>Which files a journal may be, and what happens when it is taken away while it is written.</summary>
public sealed class JournalTrustTests : IDisposable
{
    private readonly JournalRig _rig = new();

    [Theory]
    [InlineData("600")]
    [InlineData("644")]
    [InlineData("400")]
    public void A_file_that_only_its_owner_can_write_is_opened(string mode)
    {
        _rig.Written();
        Chmod(mode);

        JournalTrust.Check(_rig.JournalPath);
    }

    [Theory]
    [InlineData("620")]
    [InlineData("602")]
    [InlineData("666")]
    public void A_file_that_others_can_write_is_refused_and_left_alone(string mode)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        _rig.Put("");
        Chmod(mode);

        var error = _rig.FailToOpen(VgsErrorId.JournalMismatch);

        Assert.Contains("other users may write it", error.Message, StringComparison.Ordinal);
        Assert.Contains("chmod go-w", error.RecommendedAction, StringComparison.Ordinal);
    }

    [RootFact]
    public void A_file_of_another_user_is_refused()
    {
        _rig.Put("");
        FileFolder.Run("chown", "1234", _rig.JournalPath);

        var error = _rig.FailToOpen(VgsErrorId.JournalMismatch);

        Assert.Contains("belongs to user 1234", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ln", "-s", "link")]
    [InlineData("ln", "-T", "hard link")]
    public void A_link_is_refused(string program, string option, string word)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var real = _rig.JournalPath + ".real";
        File.WriteAllText(real, "");
        FileFolder.Run(program, option, real, _rig.JournalPath);

        Assert.Contains(word, _rig.FailToOpen(VgsErrorId.JournalMismatch).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipe_is_refused_without_waiting_for_a_writer()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        FileFolder.Run("mkfifo", _rig.JournalPath);

        var error = Assert.Throws<VgsApiException>(() => _rig.Open());

        Assert.Equal(VgsErrorId.JournalMismatch, error.Id);
    }

    [Fact]
    public async Task A_journal_that_is_deleted_is_missed_within_a_tenth_of_a_second()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var (journal, file) = _rig.OpenWatched();
        using (journal)
        {
            await _rig.Clock.UntilWaiting(1);
            journal.Append(JournalRig.Record(1, EnrolmentState.Sending));
            File.Delete(_rig.JournalPath);
            _rig.Clock.Advance(JournalFile.FlushInterval);
            while (file.DiskFlushes == 0)
            {
                await Task.Yield();
            }

            var error = Assert.Throws<JournalException>(() =>
                journal.Append(JournalRig.Record(2, EnrolmentState.Sending))
            );

            Assert.Contains("deleted or replaced", error.Message, StringComparison.Ordinal);
            Assert.Contains("put back", error.Message, StringComparison.Ordinal);
        }

        using var again = _rig.Open();
        Assert.Equal((1, EnrolmentState.Sending), (again.LastRow, again.StateOf(1)));
    }

    [Fact]
    public async Task One_that_is_deleted_in_a_pause_is_back_before_the_next_line()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var (journal, _) = _rig.OpenWatched();
        using (journal)
        {
            await _rig.Clock.UntilWaiting(1);
            journal.Append(JournalRig.Record(1, EnrolmentState.Sending));
            journal.Flush();
            File.Delete(_rig.JournalPath);
            _rig.Clock.Advance(JournalFile.FlushInterval);
            await _rig.Clock.UntilWaiting(1);

            // As a run finds it that begins after this one was killed.
            using (var next = _rig.Open())
            {
                Assert.Equal((1, EnrolmentState.Sending), (next.LastRow, next.StateOf(1)));
            }

            Assert.Throws<JournalException>(() => journal.Append(JournalRig.Record(2, EnrolmentState.Sending)));
        }
    }

    [Fact]
    public async Task One_that_is_put_aside_by_its_own_run_is_not_missed()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var (journal, _) = _rig.OpenWatched();
        using (journal)
        {
            await _rig.Clock.UntilWaiting(1);
            journal.MoveTo(_rig.JournalPath + ".kept");
            _rig.Clock.Advance(JournalFile.FlushInterval);
            await _rig.Clock.UntilWaiting(1);

            Assert.False(File.Exists(_rig.JournalPath));
        }
    }

    [Fact]
    public async Task One_whose_import_has_ended_may_be_moved_away()
    {
        var (journal, _) = _rig.OpenWatched();
        using (journal)
        {
            await _rig.Clock.UntilWaiting(1);
            journal.Append(JournalRig.Record(1, EnrolmentState.Enrolled));

            journal.Complete(1);

            // Whatever takes the result from the pipeline moves the journal while the command has it open.
            Assert.Equal(0, _rig.Clock.StillWaiting);
        }
    }

    [Fact]
    public void A_journal_that_is_replaced_is_saved_beside_the_new_file()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var (journal, _) = _rig.OpenWatched();
        using (journal)
        {
            journal.Append(JournalRig.Record(1, EnrolmentState.Sending));
            File.Delete(_rig.JournalPath);
            _rig.Put("theirs");

            var error = Assert.Throws<JournalException>(() => journal.Flush());

            Assert.Equal("theirs", File.ReadAllText(_rig.JournalPath));
            var saved = Assert.Single(
                Directory.GetFiles(Path.GetDirectoryName(_rig.JournalPath)!),
                file => file != _rig.JournalPath
            );
            Assert.Contains($"saved in '{saved}'", error.Message, StringComparison.Ordinal);
            Assert.Contains("\"row\":1", File.ReadAllText(saved), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_journal_that_stays_is_not_missed()
    {
        var (journal, _) = _rig.OpenWatched();
        using (journal)
        {
            journal.Append(JournalRig.Record(1, EnrolmentState.Sending));
            journal.Flush();
            journal.Append(JournalRig.Record(2, EnrolmentState.Sending));
            journal.Flush();
        }
    }

    public void Dispose() => _rig.Dispose();

    private void Chmod(string mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            FileFolder.Run("chmod", mode, _rig.JournalPath);
        }
    }
}
