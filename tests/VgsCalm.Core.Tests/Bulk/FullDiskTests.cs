using VgsCalm.Bulk.Journal;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>On a full disk no row is sent that the journal does not know.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly EnrolmentRig _rig = new();

    [Fact]
    public async Task On_a_full_disk_nothing_more_is_sent_and_the_next_run_goes_on()
    {
        var (journal, file) = _rig.Journal.OpenWatched();
        file.Room = 700;
        _rig.Answers(20);

        var error = await Assert.ThrowsAsync<JournalException>(() => _rig.RunOn(journal, EnrolmentRig.Rows(20)));

        Assert.Contains("it goes on where it stopped", error.Message, StringComparison.Ordinal);
        var sent = _rig.Sent;
        Assert.InRange(sent, 1, 5);
        var lost = _rig.States().Count(state => state == EnrolmentState.Sending);
        Assert.InRange(lost, 0, 1);

        await _rig.Answers(20).Run(EnrolmentRig.Rows(20));
        Assert.Equal(20, _rig.Sent);
        Assert.Equal(lost, _rig.States().Count(state => state == EnrolmentState.Unknown));
        Assert.Equal(20 - lost, _rig.States().Count(state => state == EnrolmentState.Enrolled));
    }

    // Whatever line the disk ends at, the announcement of a row or its outcome: no row is sent that is not announced.
    [Fact]
    public async Task Wherever_the_disk_ends_no_row_is_sent_that_the_journal_does_not_know()
    {
        for (var room = 0; room < 900; room += 37)
        {
            using var rig = new EnrolmentRig();
            var (journal, file) = rig.Journal.OpenWatched();
            file.Room = room;

            await Assert.ThrowsAsync<JournalException>(() => rig.Answers(9).RunOn(journal, EnrolmentRig.Rows(9)));

            var known = rig.States();
            Assert.Equal(rig.Sent, known.Count(state => state is EnrolmentState.Enrolled or EnrolmentState.Sending));
        }
    }

    [Fact]
    public void An_import_has_ended_only_when_its_last_line_is_on_the_disk()
    {
        var (journal, file) = _rig.Journal.OpenWatched();
        using (journal)
        {
            journal.Append(JournalRig.Record(1, EnrolmentState.Enrolled));

            journal.Complete(1);

            Assert.Equal(1, file.DiskFlushes);
        }
    }

    [Fact]
    public void A_disk_that_fails_at_the_end_of_an_import_is_said_to_have_failed()
    {
        var (journal, file) = _rig.Journal.OpenWatched();
        using (journal)
        {
            journal.Append(JournalRig.Record(1, EnrolmentState.Enrolled));
            file.FailsToFlush = true;

            Assert.Throws<JournalException>(() => journal.Complete(1));
            Assert.Throws<JournalException>(() => journal.Append(JournalRig.Record(2, EnrolmentState.Sending)));
        }
    }

    public void Dispose() => _rig.Dispose();
}
