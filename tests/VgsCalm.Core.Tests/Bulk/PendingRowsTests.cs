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

    [Fact]
    public void One_that_was_kept_under_the_name_in_other_letters_is_asked()
    {
        // Windows and macOS take both names for one file.
        Begin(row: null, hasEnded: false);
        File.WriteAllText(_rig.JournalPath.Replace("cards.csv", "Cards.CSV") + ".20261124T054500Z", "");

        Assert.True(AsksKept());
    }

    [Fact]
    public void A_file_that_only_has_the_name_of_one_stops_no_import()
    {
        File.WriteAllText(_rig.JournalPath + ".20261124T054500Z", "no journal\n");
        var cards = new InputCards();
        cards.Add(JournalRig.Record(1, EnrolmentState.Withdrawn));
        using var journal = _rig.Open();

        Assert.Null(KeptJournals.Find(journal, cards));
    }

    [Fact]
    public void A_folder_that_cannot_be_listed_stops_no_import()
    {
        var folder = Path.GetDirectoryName(_rig.JournalPath)!;
        var cards = new InputCards();
        cards.Add(JournalRig.Record(1, EnrolmentState.Withdrawn));
        using var journal = _rig.Open();
        Directory.Move(folder, folder + "-away");
        try
        {
            Assert.False(KeptJournals.StandBeside(journal));
            Assert.Null(KeptJournals.Find(journal, cards));
        }
        finally
        {
            Directory.Move(folder + "-away", folder);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_import_that_stopped_before_it_sent_a_row_is_asked_for_whole(bool hasEnded)
    {
        Begin(EnrolmentState.Withdrawn, hasEnded);
        var kept = _rig.JournalPath + ".20261124T054500Z";
        using (var earlier = EnrolmentJournal.Open(kept, JournalRig.Place(), _rig.Clock))
        {
            earlier.Append(JournalRig.Record(2, EnrolmentState.Enrolled));
            earlier.Append(JournalRig.Record(3, EnrolmentState.Enrolled));
        }

        using var journal = _rig.Open();
        var pending = PendingRows.CreateIfNeeded(journal)!;
        pending.Add(JournalRig.Record(1, EnrolmentState.Withdrawn), journal.Read(1));
        pending.Add(JournalRig.Record(2, EnrolmentState.Withdrawn), known: null);

        // One of two cards is known: the file was a new one when it was begun, and is one still. Added later, it would be an old one.
        Assert.Equal(hasEnded ? kept : null, pending.FindKept());
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
            journal.Complete(1);
        }
    }

    private bool AsksKept()
    {
        using var journal = _rig.Open();
        return PendingRows.CreateIfNeeded(journal) is not null;
    }
}
